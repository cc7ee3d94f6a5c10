'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FieldProblem } from '@/components/new-job/form-values';
import type { Lists } from '@/components/new-job/list-field';
import { ModeForm } from '@/components/new-job/mode-form';
import { IconButton } from '@/components/ui/button';
import { FieldFrame } from '@/components/ui/field';
import { Select } from '@/components/ui/input';
import { isModeName, MODES, modeRow } from '@/lib/submissions/modes';
import type { StepDraft } from './step-drafts';

type Props = {
  step: StepDraft;
  /** From 0, and of how many. */
  at: number;
  count: number;
  errors: readonly FieldProblem[];
  lists: Lists;
  onChange: (step: StepDraft) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

/** One step of a recipe in the form: its mode and the fields of that mode. */
export function StepFields(props: Props) {
  const { step, at, count, errors, lists, onChange, onMove, onRemove } = props;
  const t = useTranslations('recipes.form');
  const tMode = useTranslations('newJob.mode');
  const number = at + 1;
  return (
    <fieldset className="flex flex-col gap-4 rounded-panel border border-line p-4 sm:p-5">
      <legend className="float-left w-full font-semibold text-sm tracking-tight">
        {t('step', { number })}
      </legend>
      <div className="clear-both flex items-end gap-1">
        <div className="min-w-0 flex-1">
          <FieldFrame label={t('mode')} hint={tMode(`${step.mode}.text`)}>
            {(control) => (
              <Select
                {...control}
                value={step.mode}
                onChange={({ currentTarget: { value } }) =>
                  isModeName(value) && onChange({ ...step, mode: value })
                }
              >
                {MODES.filter(({ name }) => name === step.mode || !modeRow(name).legacy).map(
                  ({ name }) => (
                    <option key={name} value={name}>
                      {tMode(`${name}.name`)}
                    </option>
                  ),
                )}
              </Select>
            )}
          </FieldFrame>
        </div>
        {count > 1 && (
          <div className="flex self-start pt-7.5">
            <IconButton
              name={t('up', { number })}
              aria-disabled={at === 0 || undefined}
              onClick={() => onMove(-1)}
              className={at === 0 ? 'opacity-40' : ''}
            >
              <ArrowUp aria-hidden className="size-4" />
            </IconButton>
            <IconButton
              name={t('down', { number })}
              aria-disabled={number === count || undefined}
              onClick={() => onMove(1)}
              className={number === count ? 'opacity-40' : ''}
            >
              <ArrowDown aria-hidden className="size-4" />
            </IconButton>
            <IconButton name={t('remove', { number })} onClick={onRemove}>
              <X aria-hidden className="size-4" />
            </IconButton>
          </div>
        )}
      </div>
      <ModeForm
        key={step.mode}
        mode={step.mode}
        values={step.values}
        onChange={(values) => onChange({ ...step, values })}
        errors={errors}
        lists={lists}
      />
    </fieldset>
  );
}
