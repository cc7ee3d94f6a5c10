import { PERSON_WAITS_MS, pay, payForPerson, record } from '@/lib/budget';
import type { Context } from '@/lib/context';
import type { JobRow } from '../row';
import { claim, release } from './claim';
import { settle } from './settle';

/** What came of trying to ask: asked or not, and when not for want of calls, when one will be free. */
export type Attempt = { freeInMs?: number };

async function callUpstream(ctx: Context, claimed: JobRow, callId: number): Promise<void> {
  const start = ctx.now();
  const answer = await ctx.gepetto.getJob(claimed.id);
  await record(ctx.db, callId, answer, ctx.now() - start, ctx.now());
  await settle(ctx, claimed, answer);
}

/** Claim, pay, ask, settle: for a refresh that nobody in particular waits for. */
export async function askInBackground(ctx: Context, id: string): Promise<Attempt> {
  const claimed = await claim(ctx.db, id, ctx.now(), ctx.gepetto.timeoutMs);
  if (!claimed) return {};
  const { callsPerMinute } = ctx.gepetto;
  const payment = await pay(ctx.db, 'background', callsPerMinute, ctx.now());
  if (!payment.paid) {
    await release(ctx.db, claimed);
    return { freeInMs: payment.freeInMs };
  }
  await callUpstream(ctx, claimed, payment.callId);
  return {};
}

/** The same for somebody who waits. When no call is to be had, the row says so. */
export async function askForPerson(ctx: Context, id: string): Promise<void> {
  const claimed = await claim(ctx.db, id, ctx.now(), ctx.gepetto.timeoutMs + PERSON_WAITS_MS);
  if (!claimed) return;
  const payment = await payForPerson(ctx);
  if (payment.paid) return callUpstream(ctx, claimed, payment.callId);
  const retryAfterMs = Math.max(1_000, payment.freeInMs);
  await settle(ctx, claimed, { kind: 'limited', httpStatus: 429, retryAfterMs });
}
