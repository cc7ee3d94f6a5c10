import { and, eq, gt, sql } from 'drizzle-orm';
import { calls, DATABASE_NOW, type Db, upstreamHealth } from '@/lib/db';
import { othersWait } from './others-wait';
import {
  answersWithErrors,
  isProbing,
  PROBE_INTERVAL_MS,
  selectHealth,
  UNTRIED_INTERVAL_MS,
  type UpstreamHealth,
} from './upstream-health';
import { type BudgetWindow, type Priority, windowFor } from './window';

/** The longest `Retry-After` of upstream that is obeyed, ms. */
const LONGEST_BLOCK_MS = 10 * 60_000;
/** A difference between the database's clock and the shared time that is a jump of the clock, ms. */
const JUMP_MS = 10_000;
/** The shortest wait that is reported, ms. */
const MIN_WAIT_MS = 50;

/** How long a call waits at most that leaves room to others, before it is tried again, ms. */
const SHARE_WAIT_MS = 500;

export type Reservation =
  /** `rejectedKey`: fingerprint of a key not to use, if any. */
  | { reserved: true; callId: number; rejectedKey: string | null }
  /** `freeInMs`: when to try again. */
  | { reserved: false; freeInMs: number };

/**
 * How long calls of a priority are blocked, ms. A 429 blocks every caller. While upstream is down or rejects the key,
 * background calls stop except for one probe per interval, which the database grants to one caller.
 * Interactive calls are never stopped by that, and are the first to notice that upstream is back.
 */
async function blockedFor(
  db: Db,
  health: UpstreamHealth | undefined,
  priority: Priority,
  now: number,
  lastFailed: boolean,
): Promise<number> {
  if (!health) return 0;
  const blockedMs = health.blockedUntil - now;
  // A longer block was written while the clock was ahead. The same for the probe below.
  if (blockedMs > 0 && blockedMs <= LONGEST_BLOCK_MS) return blockedMs;
  if (!isProbing(health) || priority === 'interactive') return 0;
  // Which jobs fail is learnt soon, so that those that do not are not kept waiting.
  const early =
    !lastFailed && answersWithErrors(health) ? PROBE_INTERVAL_MS - UNTRIED_INTERVAL_MS : 0;
  const probeInMs = health.probeAt - early - now;
  if (probeInMs > 0 && probeInMs <= PROBE_INTERVAL_MS - early) return probeInMs;
  const probe = await db
    .update(upstreamHealth)
    .set({ probeAt: now + PROBE_INTERVAL_MS })
    .where(and(eq(upstreamHealth.id, 1), eq(upstreamHealth.probeAt, health.probeAt)))
    .returning({ id: upstreamHealth.id });
  return probe.length > 0 ? 0 : PROBE_INTERVAL_MS - early;
}

/**
 * The time of a call, read from the database's clock inside the statement: calls of all instances are on one
 * clock. If that clock is elsewhere than it was, the time that was shared before.
 */
export function timeOfCall(now: number) {
  return sql`iif(abs(${DATABASE_NOW} - ${now}) < ${JUMP_MS}, ${DATABASE_NOW}, ${now})`;
}

/** Counts and inserts in one statement, so that no two callers get the same call. */
async function insertCall(
  db: Db,
  priority: Priority,
  window: BudgetWindow,
  now: number,
): Promise<number | undefined> {
  const { windowMs, limit, burstWindowMs, burstLimit, ownLimit } = window;
  const at = timeOfCall(now);
  const urgency = sql.param(priority, calls.priority);
  const countSince = (ms: number, own = sql``) =>
    sql`(SELECT count(*) FROM ${calls} WHERE ${calls.at} > ${at} - ${ms} ${own})`;
  const own = sql`AND urgency = ${urgency}`;
  // Refreshes go at their own pace all the time: they must not keep submissions from theirs.
  const inBurst = countSince(burstWindowMs, priority === 'submission' ? own : undefined);
  const leavesRoom =
    ownLimit === null
      ? sql`1`
      : sql`(${countSince(windowMs, own)} < ${ownLimit} OR NOT ${othersWait(priority, now)})`;
  const inserted = await db.all<{ id: number }>(sql`
    INSERT INTO ${calls} (at, urgency) SELECT ${at}, ${urgency}
    WHERE ${countSince(windowMs)} < ${limit} AND ${inBurst} < ${burstLimit}
      AND ${leavesRoom}
    RETURNING id`);
  return inserted[0]?.id;
}

/** Ms from `now` until the calls that fill the window have left it. */
async function freeIn(
  db: Db,
  { windowMs, limit, burstWindowMs, burstLimit, ownLimit }: BudgetWindow,
  priority: Priority,
  now: number,
): Promise<number> {
  const recent = await db
    .select({ at: calls.at, priority: calls.priority })
    .from(calls)
    .where(gt(calls.at, now - windowMs))
    .orderBy(calls.at);
  const blocking = recent.at(-limit);
  const own = recent.filter((call) => call.priority === priority);
  const paced = priority === 'submission' ? own : recent;
  const blockingBurst = paced.filter(({ at }) => at > now - burstWindowMs).at(-burstLimit);
  const waits = [
    blocking && blocking.at + windowMs - now,
    blockingBurst && blockingBurst.at + burstWindowMs - now,
  ];
  const blockingOwn = ownLimit === null ? undefined : own.at(-ownLimit);
  // Only the share of the others keeps it waiting: they may be done at any time.
  if (blockingOwn && !blocking && !blockingBurst) {
    waits.push(Math.min(blockingOwn.at + windowMs - now, SHARE_WAIT_MS));
  }
  // Calls from the future, written while the clock was ahead, are corrected by `resetFutureTimes`.
  return Math.min(windowMs, Math.max(MIN_WAIT_MS, ...waits.map((wait) => Math.ceil(wait ?? 0))));
}

/**
 * Takes one call from the budget of the key, which all instances share: at most `callsPerMinute` in any
 * 60 seconds, counted at upstream. If the database fails, its error is thrown and no call may be made.
 *
 * @param now ms UTC
 * @param lastFailed whether the same request failed last time: then it waits longer while upstream is down
 */
export async function reserveCall(
  db: Db,
  priority: Priority,
  callsPerMinute: number,
  now: number,
  lastFailed = true,
): Promise<Reservation> {
  const health = await selectHealth(db);
  const blockedMs = await blockedFor(db, health, priority, now, lastFailed);
  if (blockedMs > 0) return { reserved: false, freeInMs: blockedMs };
  const window = windowFor(priority, callsPerMinute);
  const callId = await insertCall(db, priority, window, now);
  if (callId === undefined)
    return { reserved: false, freeInMs: await freeIn(db, window, priority, now) };
  return { reserved: true, callId, rejectedKey: health?.refusedKey ?? null };
}

/**
 * The statement that dates a reserved call now: for one that is made only after something else was written, which may
 * have had to wait.
 */
export function redateCall(db: Db, callId: number, now: number) {
  return db
    .update(calls)
    .set({ at: timeOfCall(now) })
    .where(eq(calls.id, callId));
}
