import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import type { UpstreamError } from '@/lib/gepetto';
import { callUpstream, type Recorded } from './call-upstream';
import { type Reservation, reserveCall } from './reserve-call';

type Limited = Extract<UpstreamError, { kind: 'limited' }>;

/** The longest that a person waits for a call to be free before being told to come back, ms. */
export const INTERACTIVE_WAIT_MS = 2_000;

/** Pays for somebody who waits: goes ahead of the background, and waits a moment for a call. */
async function reserveInteractively({
  db,
  gepetto,
  now,
}: Pick<Context, 'db' | 'gepetto' | 'now'>): Promise<Reservation> {
  const patience = now() + INTERACTIVE_WAIT_MS;
  for (;;) {
    const payment = await reserveCall(db, 'person', gepetto.callsPerMinute, now());
    if (payment.paid || now() + payment.freeInMs > patience) return payment;
    await sleep(payment.freeInMs);
  }
}

/**
 * `callUpstream` for somebody who waits. When no call is to be had, that is an answer like any other: upstream's
 * limit, and when to come back.
 */
export async function callUpstreamInteractively<A extends Recorded>(
  ctx: Pick<Context, 'db' | 'gepetto' | 'now'>,
  ask: (key: string) => Promise<A>,
): Promise<A | Limited> {
  const answer = await callUpstream(ctx, () => reserveInteractively(ctx), ask);
  if (answer.kind !== 'unpaid') return answer;
  return { kind: 'limited', httpStatus: 429, retryAfterMs: Math.max(1_000, answer.freeInMs) };
}

/** The longest that asking may take, ms: once with each key, after waiting so long for a call each time. */
export async function maxCallMs(
  { gepetto }: Pick<Context, 'gepetto'>,
  waitMs: number,
): Promise<number> {
  return (await gepetto.keyIds()).length * (waitMs + gepetto.timeoutMs);
}
