import { asc, gt } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { calls } from '@/lib/db';
import { type Health, OPEN_AFTER, readHealth } from './health';

const MINUTE_MS = 60_000;
const MINUTES = 60;
const ERRORS = 10;
const ANSWERED = new Set(['job', 'catalogue']);

/** What the operator's page shows of upstream. Times are ms UTC, durations ms. */
export type BudgetReport = {
  callsPerMinute: number;
  /** Calls in each of the last 60 minutes, oldest first. */
  perMinute: { at: number; person: number; background: number }[];
  latency: { median: number; p95: number } | null;
  health: 'well' | 'limited' | 'dead' | 'key_rejected' | 'first_key_refused';
  blockedUntil: number | null;
  lastErrors: { id: number; at: number; outcome: string }[];
};

async function healthOf(
  { gepetto }: Pick<Context, 'gepetto'>,
  state: Health | undefined,
  blockedUntil: number | null,
): Promise<BudgetReport['health']> {
  if (state?.keyRejectedAt) return 'key_rejected';
  if (state && state.failures >= OPEN_AFTER) return 'dead';
  if (blockedUntil !== null) return 'limited';
  const [first, next] = await gepetto.keyIds();
  if (next !== undefined && state?.refusedKey === first) return 'first_key_refused';
  return 'well';
}

/** Whether upstream refuses every key that there is. Throws what the driver throws. */
export async function isKeyRejected({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return typeof (await readHealth(db))?.keyRejectedAt === 'number';
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** How the last hour went for the key's budget and for upstream. */
export async function budgetReport({
  db,
  now,
  gepetto,
}: Pick<Context, 'db' | 'now' | 'gepetto'>): Promise<BudgetReport> {
  const end = now();
  const start = end - MINUTES * MINUTE_MS;
  const made = await db.select().from(calls).where(gt(calls.at, start)).orderBy(asc(calls.at));
  const state = await readHealth(db);
  const perMinute = Array.from({ length: MINUTES }, (_, index) => {
    const at = start + index * MINUTE_MS;
    return { at, person: 0, background: 0 };
  });
  for (const { at, urgency } of made) {
    const minute = perMinute[Math.min(MINUTES - 1, Math.floor((at - start) / MINUTE_MS))];
    if (minute) minute[urgency] += 1;
  }
  const latencies = made.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  const blockedUntil = state && state.blockedUntil > end ? state.blockedUntil : null;
  return {
    callsPerMinute: gepetto.callsPerMinute,
    perMinute,
    latency:
      latencies.length > 0
        ? { median: quantile(latencies, 0.5), p95: quantile(latencies, 0.95) }
        : null,
    health: await healthOf({ gepetto }, state, blockedUntil),
    blockedUntil,
    lastErrors: made
      .flatMap(({ id, at, outcome }) =>
        outcome && !ANSWERED.has(outcome) ? [{ id, at, outcome }] : [],
      )
      .slice(-ERRORS)
      .reverse(),
  };
}
