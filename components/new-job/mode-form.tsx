'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import { FieldFrame } from '@/components/ui/field';
import { Textarea } from '@/components/ui/input';
import { type ModeField, type ModeName, modeRow } from '@/lib/submissions/modes';
import { FlagFields } from './flag-fields';
import { ADDITIONAL, EXAMPLE, type FieldProblem, type FormValues } from './form-values';
import { ListField, type Lists } from './list-field';
import { ChoiceField, FurnitureField, RangeField } from './plain-fields';
import { Problem, problemOf } from './problem';

type Props = {
  mode: ModeName;
  values: FormValues;
  onChange: (values: FormValues) => void;
  /** What is wrong with which field. */
  errors: readonly FieldProblem[];
  lists: Lists;
  /** Lets a person choose several styles: the field then holds a list of ids. */
  severalStyles?: boolean;
  /** Where a mask is painted, for a mode that takes one. */
  mask?: ReactNode;
  /** Whether there is a mask: Gepetto then ignores some fields. */
  hasMask?: boolean;
};

/** The fields of a mode, made from its row in the table of modes. */
export function ModeForm(props: Props) {
  const {
    mode,
    values,
    onChange,
    errors,
    lists,
    severalStyles = false,
    mask,
    hasMask = false,
  } = props;
  const t = useTranslations('newJob.form');
  const [open] = useState(values.additional !== '');
  const { fields } = modeRow(mode);
  const flags = fields.filter((field) => field.kind === 'flag');
  const firstFlag = flags[0];
  const change = (changed: Record<string, unknown>) =>
    onChange({ ...values, fields: { ...values.fields, ...changed } });

  function control(field: ModeField): ReactNode {
    const common = { values, onChange: change, problem: problemOf(errors, field.name) };
    switch (field.kind) {
      case 'style':
      case 'room':
      case 'sky':
        return (
          <ListField
            {...common}
            field={field}
            lists={lists}
            several={severalStyles && field.kind === 'style'}
          />
        );
      case 'furniture':
        return <FurnitureField {...common} field={field} />;
      case 'range':
        return <RangeField {...common} field={field} />;
      case 'choice':
        return <ChoiceField {...common} field={field} />;
      case 'mask':
        return mask;
      case 'flag':
        // All of them are one group, in the place of the first.
        return field === firstFlag && <FlagFields {...common} flags={flags} off={hasMask} />;
    }
  }

  const additional = problemOf(errors, ADDITIONAL);
  return (
    <div className="flex flex-col gap-6">
      {fields.map((field) => (
        <div key={field.name} className="empty:hidden">
          {control(field)}
        </div>
      ))}
      <Disclosure
        open={open}
        summary={<span className="py-2 text-muted text-sm">{t('additional')}</span>}
        summaryClass="gap-1"
      >
        <div id={ADDITIONAL} data-field={ADDITIONAL} className="flex flex-col gap-2 pt-1">
          <FieldFrame label={t('json')} hint={t('jsonHint')}>
            {(control) => (
              <Textarea
                {...control}
                value={values.additional}
                onChange={(event) => onChange({ ...values, additional: event.target.value })}
                rows={3}
                spellCheck={false}
                autoCapitalize="none"
                autoComplete="off"
                aria-invalid={additional !== null || undefined}
                placeholder={EXAMPLE}
                className="field-sizing-content max-h-60 w-full font-mono"
              />
            )}
          </FieldFrame>
          <Problem problem={additional} />
        </div>
      </Disclosure>
    </div>
  );
}
