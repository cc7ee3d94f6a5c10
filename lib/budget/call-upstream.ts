import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { UPSTREAM_ERROR_WORDS, type UpstreamError } from '@/lib/gepetto';
import { log } from '@/lib/log';
import { timed } from '@/lib/request';
import { inSpan } from '@/lib/tracing';
import { type Reservation, reserveCall } from './reserve-call';
import {
  type AnyResult,
  type CallSubject,
  callOutcome,
  outcomeOf,
  provesKey,
  recordForbidden,
  recordRejectedKey,
  recordResult,
} from './upstream-health';
import type { Priority } from './window';

/** What a call is about, as in `CallSubject`, and whether the last call for it failed. */
type Subject = { subject: string; lastFailed: boolean; starts?: boolean };

type CallContext = Pick<Context, 'db' | 'gepetto' | 'now'>;
type RateLimited = Extract<UpstreamError, { kind: 'rate_limited' }>;
/** A request that upstream denies to one key, or to every key. */
type Denied = {
  kind: 'key_rejected' | 'forbidden';
  httpStatus: number;
  words?: string | undefined;
};

/** The budget is spent; `freeInMs` says when to try again. */
export type OverBudget = { kind: 'over_budget'; freeInMs: number };

/** How long an interactive call waits for the budget, ms. */
const INTERACTIVE_WAIT_MS = 2_000;
/** The shortest retry delay that a caller is given, ms. */
const MIN_RETRY_AFTER_MS = 1_000;

const maxWaitMs = (priority: Priority) => (priority === 'interactive' ? INTERACTIVE_WAIT_MS : 0);

/** Reserves a call, and waits for one as long as the priority allows. */
async function reserve(
  { db, gepetto, now }: CallContext,
  priority: Priority,
  lastFailed: boolean,
): Promise<Reservation> {
  const waitUntil = now() + maxWaitMs(priority);
  for (;;) {
    const reservation = await reserveCall(db, priority, gepetto.callsPerMinute, now(), lastFailed);
    if (reservation.reserved || now() + reservation.freeInMs > waitUntil) return reservation;
    await sleep(reservation.freeInMs);
  }
}

/** The word for a result in traces, the same as in the database. */
function outcomeWord(result: AnyResult): string {
  const kind = outcomeOf(result);
  return kind === 'job' || kind === 'catalogue' ? kind : UPSTREAM_ERROR_WORDS[kind];
}

/** A 401, or a 403 after several: upstream rejects the key, rather than this request. */
async function rejectsKey(
  { db, now }: CallContext,
  result: AnyResult,
  about: CallSubject,
): Promise<boolean> {
  if (result.kind === 'forbidden') return recordForbidden(db, about, now());
  return result.kind === 'key_rejected';
}

async function call<Result extends AnyResult>(
  ctx: CallContext,
  priority: Priority,
  { subject, lastFailed, starts }: Subject,
  request: (keyId: string, callId: number) => Promise<Result>,
): Promise<Result | Denied | OverBudget> {
  const keys = await ctx.gepetto.keyIds();
  let denied: { keyId: string; rejected: boolean } | undefined;
  for (;;) {
    const reservation = await inSpan('reserve', {}, () => reserve(ctx, priority, lastFailed));
    if (!reservation.reserved) return { kind: 'over_budget', freeInMs: reservation.freeInMs };
    const avoid = denied?.keyId ?? reservation.rejectedKey;
    const keyId = keys.find((key) => key !== avoid) ?? String(keys[0]);
    const about = { subject, keyId, starts };
    const start = ctx.now();
    const result = await inSpan('call upstream', {}, async (note) => {
      const response = await timed('upstream', () => request(keyId, reservation.callId));
      note({ 'bottega.answer': outcomeWord(response) });
      return response;
    });
    const latencyMs = ctx.now() - start;
    const rejected = await rejectsKey(ctx, result, about);
    const isDenied = result.kind === 'key_rejected' || result.kind === 'forbidden';
    if (isDenied && denied === undefined && keys.length > 1) {
      await callOutcome(ctx.db, reservation.callId, result, latencyMs);
      denied = { keyId, rejected };
      continue;
    }
    const verdict = isDenied ? toVerdict(result, rejected && (denied?.rejected ?? true)) : result;
    await recordResult(ctx.db, reservation.callId, verdict, latencyMs, ctx.now(), about);
    if (denied?.rejected && provesKey(verdict) && (await recordRejectedKey(ctx.db, denied.keyId))) {
      log().error('upstream rejects one of the two keys; the other one works and is used now');
    }
    return verdict;
  }
}

/** A denied request is an error of this request alone, unless upstream rejects every key. */
function toVerdict(result: AnyResult, everyKey: boolean): Denied {
  const httpStatus = ('httpStatus' in result && result.httpStatus) || 401;
  const words = 'words' in result ? result.words : undefined;
  return { kind: everyKey ? 'key_rejected' : 'forbidden', httpStatus, words };
}

/**
 * Reserves a call, makes it and records the result. If upstream denies it to the key and a second key is
 * configured, the call is reserved and made again with that key; all instances then use the key that works.
 *
 * A `background` or `submission` call returns `over_budget` at once if the budget is spent. An `interactive` call waits up
 * to 2 s for the budget, and then returns the same result as a 429 of upstream.
 *
 * @param subject what the call is about: many different ones must fail before upstream counts as down
 * @param request makes the call with the key of this fingerprint, under the number that it has in the budget
 * @returns the result; `key_rejected` only if upstream rejects every key
 */
export async function callUpstream<Result extends AnyResult>(
  ctx: CallContext,
  priority: 'interactive',
  subject: Subject,
  request: (keyId: string, callId: number) => Promise<Result>,
): Promise<Result | Denied | RateLimited>;
export async function callUpstream<Result extends AnyResult>(
  ctx: CallContext,
  priority: Priority,
  subject: Subject,
  request: (keyId: string, callId: number) => Promise<Result>,
): Promise<Result | Denied | RateLimited | OverBudget>;
export async function callUpstream<Result extends AnyResult>(
  ctx: CallContext,
  priority: Priority,
  subject: Subject,
  request: (keyId: string, callId: number) => Promise<Result>,
): Promise<Result | Denied | RateLimited | OverBudget> {
  const result = await call(ctx, priority, subject, request);
  if (result.kind !== 'over_budget' || priority !== 'interactive') return result;
  const retryAfterMs = Math.max(MIN_RETRY_AFTER_MS, result.freeInMs);
  return { kind: 'rate_limited', httpStatus: 429, retryAfterMs };
}

/** The longest that `callUpstream` may take, ms: a wait and a request for each key. */
export async function maxCallMs(
  { gepetto }: Pick<Context, 'gepetto'>,
  priority: Priority,
): Promise<number> {
  const keys = await gepetto.keyIds();
  return keys.length * (maxWaitMs(priority) + gepetto.timeoutMs);
}
