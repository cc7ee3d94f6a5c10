import {
  callUpstream,
  maxCallMs,
  releaseUnknownIdCall,
  reserveUnknownIdCall,
  type Standing,
  settleUnknownIdCall,
} from '@/lib/budget';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { claimOrInsert, LEASE_GRACE_MS } from '@/lib/lease';
import { inSpan } from '@/lib/tracing';
import { type JobRow, newJobRow } from '../rows';
import { isOpenAndDue } from './refresh-job';
import { settle } from './settle';

type Try = {
  /** The row as written; undefined if the job was not due, or another process has it. */
  row?: JobRow | undefined;
  /** If there was no place for a call: when there will be one, ms from now. */
  freeInMs?: number;
};

/**
 * Requests an id that upstream has never returned, and that may be wrong: takes a place in the share of such calls,
 * claims the job, or makes its row, reserves a call, requests the job and settles the row.
 * @param by who asks
 */
export async function tryJob(ctx: Context, id: string, by: Standing): Promise<Try> {
  return inSpan('try', {}, async () => {
    const call = await reserveUnknownIdCall(ctx, id, by);
    if ('freeInMs' in call) return call;
    const now = ctx.now();
    const leaseMs = (await maxCallMs(ctx, 'interactive')) + LEASE_GRACE_MS;
    const claim = { row: newJobRow(id, now), due: isOpenAndDue(now), now, leaseMs };
    const claimed = await inSpan('claim', {}, () => claimOrInsert(ctx.db, jobs, claim));
    if (!claimed) {
      await releaseUnknownIdCall(ctx.db, call);
      return {};
    }
    const about = { subject: id, lastFailed: claimed.troubleAt !== null };
    const result = await callUpstream(ctx, 'interactive', about, (keyId) =>
      ctx.gepetto.fetchJob(id, keyId),
    );
    await settleUnknownIdCall(ctx.db, call, result);
    return { row: await inSpan('settle', {}, () => settle(ctx, claimed, result)) };
  });
}
