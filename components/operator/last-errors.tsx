import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { BudgetReport } from '@/lib/budget';

/** The last upstream calls that failed. */
export function LastErrors({ report }: { report: BudgetReport }) {
  const t = useTranslations('operator.errors');
  const { lastErrors } = report;
  return (
    <section aria-labelledby="errors" className="flex flex-col gap-3">
      <h2 id="errors" className="font-semibold tracking-tight">
        {t('title')}
      </h2>
      {lastErrors.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="flex flex-col gap-2">
          {lastErrors.map(({ id, at, outcome }) => (
            <li key={id} className="flex gap-4">
              <Time at={at} />
              <code className="font-mono text-sm">{outcome}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
