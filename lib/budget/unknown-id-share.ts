import { eq, gt, sql } from 'drizzle-orm';
import { type Db, unknownIdCalls } from '@/lib/db';
import { timeOfCall } from './reserve-call';
import type { AnyResult } from './upstream-health';
import { WINDOW_MS } from './window';

/** The share of the limit that calls for ids which may be wrong take, of all users together. */
const UNKNOWN_ID_SHARE = 0.1;
/** Of that, what is left to people with known jobs, and to those of them who did not ask for a wrong id just now. */
const KEPT_FROM_NEW = 1 / 3;
const KEPT_FROM_MISTAKEN = 1 / 6;

/**
 * Who asks for an id that upstream has never returned: somebody with jobs in the history (`established`), such a
 * person who asked for several wrong ones in this minute (`mistaken`), anybody else (`new`).
 */
export type Standing = 'established' | 'mistaken' | 'new';

/** In how many calls of the window there is a place for one more by somebody with this standing. */
export function unknownIdCallLimit(standing: Standing, callsPerMinute: number): number {
  const share = Math.max(1, Math.floor(callsPerMinute * UNKNOWN_ID_SHARE));
  const without = (kept: number) => Math.max(1, share - Math.ceil(share * kept));
  if (standing === 'new') return without(KEPT_FROM_NEW);
  if (standing === 'mistaken') return without(KEPT_FROM_MISTAKEN);
  // With the smallest limits too, strangers leave a place.
  return Math.max(share, without(KEPT_FROM_NEW) + 1);
}

/** A place in the share, taken for a call. */
export type UnknownIdCall = { id: number; jobId: string; by: Standing };

/** Ms from `now` until so few such calls are in the window that there is a place. */
async function freeIn(db: Db, limit: number, now: number): Promise<number> {
  const recent = await db
    .select({ at: unknownIdCalls.at })
    .from(unknownIdCalls)
    .where(gt(unknownIdCalls.at, now - WINDOW_MS))
    .orderBy(unknownIdCalls.at);
  const blocking = recent.at(-limit);
  return blocking ? Math.min(WINDOW_MS, Math.max(1, Math.ceil(blocking.at + WINDOW_MS - now))) : 1;
}

/**
 * Takes a place for a call that may be wasted on a wrong id. Counts and inserts in one statement, so that no two
 * callers, on any instance, get the same place.
 * @returns the place, or when there will be one, ms from now; a right id may leave one earlier
 */
export async function insertIfFree(
  db: Db,
  {
    jobId,
    by,
    callsPerMinute,
    now,
  }: Omit<UnknownIdCall, 'id'> & { callsPerMinute: number; now: number },
): Promise<UnknownIdCall | { freeInMs: number }> {
  const limit = unknownIdCallLimit(by, callsPerMinute);
  const at = timeOfCall(now);
  const [taken] = await db.all<{ id: number }>(sql`
    INSERT INTO ${unknownIdCalls} (at, job_id) SELECT ${at}, ${jobId}
    WHERE (SELECT count(*) FROM ${unknownIdCalls} WHERE ${unknownIdCalls.at} > ${at} - ${WINDOW_MS}) < ${limit}
    RETURNING id`);
  return taken ? { id: taken.id, jobId, by } : { freeInMs: await freeIn(db, limit, now) };
}

/** Gives the place of a call back that was not made. */
export async function releaseUnknownIdCall(db: Db, { id }: UnknownIdCall): Promise<void> {
  await db.delete(unknownIdCalls).where(eq(unknownIdCalls.id, id));
}

/**
 * Keeps the place of a call that was wasted. A right id gives back the places of all calls for it, also of those
 * before upstream knew it. Trouble of upstream's says nothing about the id; it costs only those who have never had a
 * right one, or they could spend the minute while upstream fails.
 */
export async function settleUnknownIdCall(
  db: Db,
  call: UnknownIdCall,
  { kind }: AnyResult,
): Promise<void> {
  if (kind === 'job' || kind === 'too_large') {
    await db.delete(unknownIdCalls).where(eq(unknownIdCalls.jobId, call.jobId));
    return;
  }
  const isWrong = kind === 'not_found' || kind === 'forbidden';
  const isTrouble = kind !== 'rate_limited' && call.by === 'new';
  if (!isWrong && !isTrouble) await releaseUnknownIdCall(db, call);
}
