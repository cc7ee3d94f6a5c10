'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ModeField } from '@/lib/submissions/modes';
import { ChoiceGroup, ChoiceTile } from './choice-tile';
import { fieldValue, optionsOf } from './form-values';
import type { FieldProps } from './list-field';
import { Problem } from './problem';
import { useValueName } from './value-name';

type Of<Kind extends ModeField['kind']> = FieldProps<Extract<ModeField, { kind: Kind }>>;

/** A number between two ends: by a slider, or typed. */
export function RangeField({ field, values, onChange, problem }: Of<'range'>) {
  const t = useTranslations('newJob.field');
  const id = useId();
  const value = fieldValue(field, values);
  const typed = (text: string) =>
    onChange({ [field.name]: text === '' || Number.isNaN(Number(text)) ? text : Number(text) });
  return (
    <div id={field.name} data-field={field.name} className="flex flex-col gap-2">
      <label htmlFor={id} className="font-medium text-sm">
        {t(field.name)}
      </label>
      <div className="flex items-center gap-3">
        <input
          type="range"
          aria-label={t('slider', { field: t(field.name) })}
          min={field.min}
          max={field.max}
          value={typeof value === 'number' ? value : field.initial}
          onChange={(event) => onChange({ [field.name]: Number(event.target.value) })}
          className="h-10 min-w-0 flex-1 accent-accent"
        />
        <Input
          id={id}
          type="number"
          inputMode="decimal"
          step="any"
          // What is typed beyond the ends stays, and is named below.
          value={String(values.fields[field.name] ?? field.initial)}
          onChange={(event) => typed(event.target.value)}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null || undefined}
          className="w-20 text-right tabular-nums"
        />
      </div>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {t('creativityHint', { min: field.min, max: field.max })}
      </p>
      <Problem problem={problem} />
    </div>
  );
}

/** One of a few values. */
export function ChoiceField({ field, values, onChange, problem }: Of<'choice'>) {
  const t = useTranslations('newJob.field');
  const nameOf = useValueName();
  const name = useId();
  const chosen = fieldValue(field, values);
  const options = optionsOf(field, values);
  if (options.length === 0) return null;
  return (
    <ChoiceGroup
      id={field.name}
      legend={t(field.name)}
      problem={problem && <Problem problem={problem} />}
    >
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <ChoiceTile
            key={option}
            type="radio"
            name={name}
            value={option}
            checked={chosen === option}
            onChange={() =>
              onChange({
                [field.name]: option,
                ...(field.name === 'transformation' && { value: undefined }),
              })
            }
            className="items-center px-3 py-2"
          >
            {nameOf(option)}
          </ChoiceTile>
        ))}
      </div>
    </ChoiceGroup>
  );
}

/** The id of a piece of furniture, folded away: it takes the place of the room. */
export function FurnitureField({ field, values, onChange, problem }: Of<'furniture'>) {
  const t = useTranslations('newJob.field');
  const value = String(values.fields[field.name] ?? '');
  const [open] = useState(value !== '');
  return (
    <Disclosure
      open={open}
      summary={<span className="py-2 text-muted text-sm">{t('furnitureInstead')}</span>}
      summaryClass="gap-1"
    >
      <div id={field.name} data-field={field.name} className="flex flex-col gap-2 pt-1">
        <Field
          label={t(field.name)}
          hint={t('furnitureHint')}
          value={value}
          onChange={({ target }) =>
            onChange({
              [field.name]: target.value === '' ? undefined : target.value,
              ...(target.value.trim() !== '' && { roomId: undefined }),
            })
          }
          maxLength={128}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Problem problem={problem} />
      </div>
    </Disclosure>
  );
}
