import { asc, gt } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { calls } from '@/lib/db';
import { isDown, selectHealth, type UpstreamHealth } from './upstream-health';

const MINUTE_MS = 60_000;
const MINUTES = 60;
const ERRORS_SHOWN = 10;
const SUCCESSES = new Set(['job', 'catalogue']);

/** The last hour of upstream calls, for the operator page. Times are ms UTC, durations ms. */
export type BudgetReport = {
  callsPerMinute: number;
  /** Calls in each of the last 60 minutes, oldest first. */
  perMinute: { at: number; interactive: number; background: number }[];
  latency: { median: number; p95: number } | null;
  /** `first_key_rejected`: upstream accepts GEPETTO_API_KEY_NEXT only. */
  health: 'ok' | 'rate_limited' | 'down' | 'out_of_credit' | 'key_rejected' | 'first_key_rejected';
  blockedUntil: number | null;
  /** Newest first. */
  lastErrors: {
    id: number;
    at: number;
    outcome: string;
    /** Upstream's status and words, if it responded. */
    httpStatus: number | null;
    words: string | null;
  }[];
};

async function healthOf(
  { gepetto }: Pick<Context, 'gepetto'>,
  row: UpstreamHealth | undefined,
  blockedUntil: number | null,
): Promise<BudgetReport['health']> {
  if (row?.keyRejectedAt) return 'key_rejected';
  if (row && row.outOfCredit > 0) return 'out_of_credit';
  if (row && isDown(row)) return 'down';
  if (blockedUntil !== null) return 'rate_limited';
  const [first, next] = await gepetto.keyIds();
  return next !== undefined && row?.refusedKey === first ? 'first_key_rejected' : 'ok';
}

/** True if upstream rejects every configured key. Throws what the driver throws. */
export async function isKeyRejected({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return typeof (await selectHealth(db))?.keyRejectedAt === 'number';
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function latencyOf(made: { latencyMs: number | null }[]): BudgetReport['latency'] {
  const sorted = made.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/** Reports the calls of the last hour and the state of upstream. */
export async function budgetReport({
  db,
  now,
  gepetto,
}: Pick<Context, 'db' | 'now' | 'gepetto'>): Promise<BudgetReport> {
  const end = now();
  const start = end - MINUTES * MINUTE_MS;
  const made = await db.select().from(calls).where(gt(calls.at, start)).orderBy(asc(calls.at));
  const row = await selectHealth(db);
  const perMinute = Array.from({ length: MINUTES }, (_, index) => ({
    at: start + index * MINUTE_MS,
    interactive: 0,
    background: 0,
  }));
  for (const { at, priority } of made) {
    const minute = perMinute[Math.min(MINUTES - 1, Math.floor((at - start) / MINUTE_MS))];
    // Somebody waits for a submission, too.
    if (minute) minute[priority === 'background' ? priority : 'interactive'] += 1;
  }
  const errors = made.flatMap(({ id, at, outcome, httpStatus, words }) =>
    outcome && !SUCCESSES.has(outcome) ? [{ id, at, outcome, httpStatus, words }] : [],
  );
  const blockedUntil = row && row.blockedUntil > end ? row.blockedUntil : null;
  return {
    callsPerMinute: gepetto.callsPerMinute,
    perMinute,
    latency: latencyOf(made),
    health: await healthOf({ gepetto }, row, blockedUntil),
    blockedUntil,
    lastErrors: errors.slice(-ERRORS_SHOWN).reverse(),
  };
}
