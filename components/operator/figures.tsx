import type { BudgetReport } from '@/lib/budget';

const HEALTH: Record<BudgetReport['health'], string> = {
  ok: 'Answers',
  rate_limited: 'Has asked to be left alone for a while',
  down: 'Does not answer; it is tried again every few seconds',
  key_rejected: 'Refuses the key: check GEPETTO_API_KEY',
  first_key_rejected:
    'Answers, but only to GEPETTO_API_KEY_NEXT. The first key is refused, the next one works: promote it',
};

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
  const { health, latency } = report;
  const took = latency ? `median ${latency.median} ms, p95 ${latency.p95} ms` : 'No call yet';
  return (
    <dl className="grid gap-6 sm:grid-cols-3">
      <Figure name="Upstream" value={HEALTH[health]} />
      <Figure name="Jobs pending" value={String(pending)} />
      <Figure name="Response time" value={took} />
    </dl>
  );
}
