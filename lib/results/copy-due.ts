import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { logOncePerMinute } from '@/lib/log';
import { isStopping } from '@/lib/shutdown';
import { backfill } from './backfill';
import { isAnyDue, type ResultRow } from './claim';
import { copyNext, inPlace } from './copy';

/** Due results that are copied at the same time. Those of jobs that have just ended have the other places. */
const WORKERS = 4;
/** The longest rest after a result of an existing history, ms. */
const LONGEST_REST_MS = 2_000;
/** A result that became due this long before its first attempt comes from an existing history, ms. */
const OLD_MS = 10 * 60_000;

const isOld = (row: ResultRow) => row.attempts === 1 && row.queuedAt - row.nextAttemptAt > OLD_MS;

const logBackfill = logOncePerMinute('the results of an existing history were not queued');

async function copyOneByOne(ctx: Context, until: number): Promise<void> {
  while (ctx.now() < until && !isStopping()) {
    const startedAt = performance.now();
    const copied = await inPlace(() => copyNext(ctx));
    if (!copied) return;
    // An existing history is not urgent: half of the time is left to everybody else.
    const tookMs = performance.now() - startedAt;
    if (isOld(copied)) await sleep(Math.min(tookMs, LONGEST_REST_MS));
  }
}

/**
 * Copies results that are due, the newest first, and queues those of an existing history.
 * @param forMs no copy starts after this time
 */
export async function copyDue(ctx: Context, forMs: number): Promise<void> {
  const until = ctx.now() + forMs;
  await backfill(ctx).catch(logBackfill);
  if (!(await isAnyDue(ctx))) return;
  await Promise.all(Array.from({ length: WORKERS }, () => copyOneByOne(ctx, until)));
}
