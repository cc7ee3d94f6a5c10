import { and, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm';
import { callUpstream, maxCallMs } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { type Db, jobs, LONGEST_CHECK_MS } from '@/lib/db';
import { claim, LEASE_GRACE_MS, release } from '@/lib/lease';
import { inSpan } from '@/lib/tracing';
import type { JobRow } from '../rows';
import { settle } from './settle';

type Refresh = {
  /** The row as written; undefined if the job was not due, another process has it, or no call was free. */
  row?: JobRow | undefined;
  /** If no call was free: when one will be, ms from now. */
  freeInMs?: number;
};

/**
 * The condition for jobs that upstream may still be asked for: unsettled ones, and successes without a result, or
 * whose result has gone from its address.
 */
const isOpen = or(
  eq(jobs.state, 'pending'),
  and(eq(jobs.state, 'succeeded'), or(isNull(jobs.output), isNotNull(jobs.outputGoneAt))),
);

/** The condition for jobs that are open, and due at `now`. */
export function isOpenAndDue(now: number) {
  // A check that is planned later than any was planned while the clock was ahead.
  const due = or(lte(jobs.nextCheckAt, now), gt(jobs.nextCheckAt, now + LONGEST_CHECK_MS));
  return and(isOpen, due);
}

/** Claims a job if it is due, for a call that takes at most `maxMs`. */
export function claimJob(
  db: Db,
  id: string,
  now: number,
  maxMs: number,
): Promise<JobRow | undefined> {
  const where = and(eq(jobs.id, id), isOpenAndDue(now));
  return claim(db, jobs, { where, now, leaseMs: maxMs + LEASE_GRACE_MS });
}

/** Claims a due job, reserves a call, requests the job and settles the row. */
export async function refreshJob(
  ctx: Context,
  id: string,
  priority: 'interactive' | 'background',
): Promise<Refresh> {
  const storedPriority = priority === 'interactive' ? 'person' : 'background';
  return inSpan('refresh', { 'bottega.urgency': storedPriority }, async () => {
    const maxMs = await maxCallMs(ctx, priority);
    const claimed = await inSpan('claim', {}, () => claimJob(ctx.db, id, ctx.now(), maxMs));
    if (!claimed) return {};
    const about = { subject: id, lastFailed: claimed.troubleAt !== null };
    const result = await callUpstream(ctx, priority, about, (keyId) =>
      ctx.gepetto.fetchJob(id, keyId),
    );
    if (result.kind === 'over_budget') {
      await release(ctx.db, jobs, claimed);
      return { freeInMs: result.freeInMs };
    }
    return { row: await inSpan('settle', {}, () => settle(ctx, claimed, result)) };
  });
}
