import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { BudgetReport } from '@/lib/budget';
import { Figure } from './figure';

/** Upstream's health, the number of pending jobs and the response times. */
export function Figures({ report, pending }: { report: BudgetReport; pending: number }) {
  const t = useTranslations('operator');
  const { health, latency } = report;
  const took = latency ? t('figures.latency', latency) : t('figures.noCalls');
  return (
    <dl className="grid gap-6 sm:grid-cols-3">
      <Figure name={t('figures.upstream')} value={t(`health.${health}`)} />
      <Figure name={t('figures.pending')} value={String(pending)} />
      <Figure name={t('figures.responseTime')} value={took} />
    </dl>
  );
}

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
          {lastErrors.map(({ id, at, outcome, httpStatus, words }) => (
            <li key={id} className="flex flex-wrap gap-x-4">
              <Time at={at} />
              <code className="font-mono text-sm">
                {httpStatus === null ? outcome : `${outcome} ${httpStatus}`}
              </code>
              {words !== null && (
                <q dir="auto" className="wrap-anywhere text-muted">
                  {words}
                </q>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
