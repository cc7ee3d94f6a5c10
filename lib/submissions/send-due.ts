import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, lte } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { isUnavailable, submissions } from '@/lib/db';
import { isFree } from '@/lib/lease';
import { logFailure, logOncePerMinute } from '@/lib/log';
import { outsideRequests } from '@/lib/request';
import { isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import { claimNext } from './claim-next';
import { sendClaimed } from './send';
import { maySend } from './sending';

/**
 * The most submissions of one process that are being sent at the same time: upstream may take long to answer. It begins
 * with one, and with one again after each that upstream did not accept: trouble of upstream's costs few submissions.
 */
const MAX_PLACES = 24;
/** It waits at most this long for a call to be free, before it looks again, ms. */
const MAX_WAIT_MS = 1_000;
/** How long a request goes on with sending after its response, ms. Background work does the rest. */
const SOON_MS = 20_000;

const logError = logOncePerMinute('a submission could not be sent');

/** Whether a submission waits that could be sent now. */
async function isAnyDue({ db, now }: Context): Promise<boolean> {
  const at = now();
  const due = and(
    eq(submissions.state, 'queued'),
    lte(submissions.nextAttemptAt, at),
    isFree(submissions.leaseUntil, at),
  );
  const found = await db.select({ id: submissions.id }).from(submissions).where(due).limit(1);
  return found.length > 0;
}

/** Those that are being sent by this process, and how many may be at the same time. */
const own = singleton('submissions-sent', () => ({
  running: new Set<Promise<unknown>>(),
  places: 1,
}));

/**
 * Claims the next submission and begins to send it. Ends when the call is reserved, so that no more are claimed than
 * there are calls; upstream's answer is awaited in the background.
 * @returns how long no call is free, ms; 0 if one was; undefined if nothing is due
 */
async function begin(ctx: Context): Promise<number | undefined> {
  const claimed = await claimNext(ctx);
  if (!claimed) return undefined;
  const reserved = Promise.withResolvers<number>();
  const sent = sendClaimed(ctx, claimed, () => reserved.resolve(0))
    .then(({ waitMs = 0, accepted }) => {
      if (accepted !== undefined) own.places = accepted ? Math.min(own.places * 2, MAX_PLACES) : 1;
      reserved.resolve(waitMs);
    })
    .catch((error: unknown) => {
      logError(error);
      reserved.resolve(isUnavailable(error) ? MAX_WAIT_MS : 0);
    })
    .finally(() => own.running.delete(sent));
  own.running.add(sent);
  ctx.defer(sent);
  return reserved.promise;
}

/** Whether a submission may have come since the last look. */
type Round = { again: boolean };

async function sendFor(ctx: Context, forMs: number, round: Round): Promise<void> {
  const end = ctx.now() + forMs;
  if (own.running.size === 0) own.places = 1;
  while (ctx.now() < end && !isStopping()) {
    if (own.running.size >= own.places) {
      await Promise.race(own.running);
      continue;
    }
    round.again = false;
    const may = (await isAnyDue(ctx)) ? await maySend(ctx) : 'none';
    const waitMs = may === 'none' ? undefined : await begin(ctx);
    if (waitMs === undefined) {
      if (round.again) continue;
      return;
    }
    // Its answer says whether there is credit for more.
    if (may === 'one') await Promise.all(own.running);
    if (waitMs > 0) await sleep(Math.min(waitMs, MAX_WAIT_MS));
  }
}

/** What is being sent by this process, by database. */
const rounds = singleton('sendings', () => new WeakMap<object, Round & { done: Promise<void> }>());

/**
 * Sends submissions that wait, in turn, as far as the budget allows. Several processes may do so at once.
 * @param forMs no submission is begun after this time, ms
 */
export function sendDue(ctx: Context, forMs: number): Promise<void> {
  const shared = rounds.get(ctx.db);
  if (shared) {
    shared.again = true;
    return shared.done;
  }
  const round = { again: false, done: Promise.resolve() };
  rounds.set(ctx.db, round);
  round.done = outsideRequests(() => sendFor(ctx, forMs, round)).finally(() =>
    rounds.delete(ctx.db),
  );
  return round.done;
}

/** Begins to send after the response of the request that put something into the queue. */
export function sendSoon(ctx: Context): void {
  ctx.defer(sendDue(ctx, SOON_MS).catch(logFailure('submissions could not be sent yet')));
}
