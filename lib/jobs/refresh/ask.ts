import {
  callUpstream,
  callUpstreamInteractively,
  INTERACTIVE_WAIT_MS,
  maxCallMs,
  reserveCall,
} from '@/lib/budget';
import type { Context } from '@/lib/context';
import type { UpstreamResult } from '@/lib/gepetto';
import { inSpan } from '@/lib/tracing';
import type { JobRow } from '../row';
import { claim, release } from './claim';
import { settle } from './settle';

/** What came of trying to ask: asked or not, and when not for want of calls, when one will be free. */
export type Attempt = { freeInMs?: number };

/** Claims a job for as long as asking may take. */
async function claimFor(ctx: Context, id: string, waitMs: number): Promise<JobRow | undefined> {
  const askMs = await maxCallMs(ctx, waitMs);
  return inSpan('claim', {}, () => claim(ctx.db, id, ctx.now(), askMs));
}

async function settleWith(ctx: Context, claimed: JobRow, answer: UpstreamResult): Promise<void> {
  await inSpan('settle', {}, () => settle(ctx, claimed, answer));
}

/** Claim, pay, ask, settle: for a refresh that nobody in particular waits for. */
export async function refreshInBackground(ctx: Context, id: string): Promise<Attempt> {
  const { db, gepetto } = ctx;
  return inSpan('refresh', { 'bottega.urgency': 'background' }, async () => {
    const claimed = await claimFor(ctx, id, 0);
    if (!claimed) return {};
    const answer = await callUpstream(
      ctx,
      () => reserveCall(db, 'background', gepetto.callsPerMinute, ctx.now()),
      (key) => gepetto.fetchJob(id, key),
    );
    if (answer.kind === 'unpaid') {
      await release(db, claimed);
      return { freeInMs: answer.freeInMs };
    }
    await settleWith(ctx, claimed, answer);
    return {};
  });
}

/** The same for somebody who waits. When no call is to be had, the row says so. */
export async function refreshInteractively(ctx: Context, id: string): Promise<void> {
  await inSpan('refresh', { 'bottega.urgency': 'person' }, async () => {
    const claimed = await claimFor(ctx, id, INTERACTIVE_WAIT_MS);
    if (!claimed) return;
    const answer = await callUpstreamInteractively(ctx, (key) => ctx.gepetto.fetchJob(id, key));
    await settleWith(ctx, claimed, answer);
  });
}
