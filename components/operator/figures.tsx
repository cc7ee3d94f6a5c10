import { useTranslations } from 'next-intl';
import type { BudgetReport } from '@/lib/budget';

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="font-medium text-lg tabular-nums">{value}</dd>
    </div>
  );
}

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
