'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Field, FieldFrame } from '@/components/ui/field';
import { formatLocal, formatUtc } from '@/components/ui/format';
import { useHydratedValue } from '@/components/ui/hydration';
import { Select } from '@/components/ui/input';
import { serverNow } from '@/components/ui/server-clock';
import { DAYS_TO_CHOOSE } from '@/lib/shares/model';
import type { Draft, EndChoice } from './draft';

type Props = {
  draft: Pick<Draft, 'end' | 'date'>;
  /** When it ends as it is stored, ms UTC; null: never. */
  expiresAt: number | null;
  onChange: (change: Partial<Draft>) => void;
};

/** Today as a field has it, in the reader's time zone. */
function today(): string {
  const now = new Date(serverNow());
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A moment, or nothing, for a text that takes no elements. */
function useMoment(at: number | null): string {
  const locale = useLocale();
  const write = (format: typeof formatUtc) => (at === null ? '' : format(at, locale));
  return useHydratedValue(() => write(formatLocal), write(formatUtc));
}

/** When a link ends. */
export function EndFields({ draft, expiresAt, onChange }: Props) {
  const t = useTranslations('links.end');
  const stored = useMoment(expiresAt);
  const earliest = useHydratedValue(today, '');
  return (
    <div className="flex flex-col gap-2">
      <FieldFrame label={t('label')}>
        {(control) => (
          <Select
            {...control}
            value={draft.end}
            onChange={({ target }) => onChange({ end: target.value as EndChoice })}
          >
            {expiresAt !== null && <option value="keep">{t('keep', { date: stored })}</option>}
            {DAYS_TO_CHOOSE.map((days) => (
              <option key={days} value={`${days}`}>
                {t('days', { count: days })}
              </option>
            ))}
            <option value="date">{t('date')}</option>
            <option value="never">{t('never')}</option>
          </Select>
        )}
      </FieldFrame>
      {draft.end === 'date' && (
        <Field
          type="date"
          label={t('day')}
          hint={t('dayHint')}
          required
          min={earliest}
          max="9999-12-31"
          value={draft.date}
          onChange={({ target }) => onChange({ date: target.value })}
        />
      )}
    </div>
  );
}
