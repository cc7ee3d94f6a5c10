'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '@/components/ui/input';
import type { ModeField } from '@/lib/submissions/modes';
import { ChoiceGroup } from './choice-tile';
import { fieldValue } from './form-values';
import type { FieldProps } from './list-field';
import { Problem } from './problem';

type Flag = Extract<ModeField, { kind: 'flag' }>;

type Props = Omit<FieldProps<Flag>, 'field'> & {
  flags: readonly Flag[];
  /** Whether Gepetto ignores them because of a mask. */
  off: boolean;
};

/** What Gepetto is to leave unchanged. */
export function FlagFields({ flags, values, onChange, problem, off }: Props) {
  const t = useTranslations('newJob.field');
  return (
    <ChoiceGroup
      id={flags[0]?.name}
      legend={t('keep')}
      hint={off && t('keepOff')}
      problem={problem && <Problem problem={problem} />}
    >
      <div className="grid grid-cols-2 gap-x-4 sm:flex sm:flex-wrap">
        {flags.map((flag) => (
          <Checkbox
            key={flag.name}
            checked={!off && fieldValue(flag, values) === true}
            disabled={off}
            onChange={(event) => onChange({ [flag.name]: event.target.checked })}
          >
            {t(flag.name)}
          </Checkbox>
        ))}
      </div>
    </ChoiceGroup>
  );
}
