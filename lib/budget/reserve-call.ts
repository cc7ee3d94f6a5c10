import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { calls, type Db, upstreamHealth } from '@/lib/db';
import { type Health, OPEN_AFTER, PROBE_EVERY_MS, readHealth } from './health';
import { type BudgetWindow, type Priority, windowFor } from './window';

export type Reservation =
  /** `refusedKey`: the fingerprint of a key that is not to be used, if there is one. */
  | { paid: true; callId: number; refusedKey: string | null }
  /** `freeInMs`: when trying again makes sense. */
  | { paid: false; freeInMs: number };

/**
 * How long upstream must be left alone, ms. A 429 holds for everybody. Where upstream was found dead,
 * refreshes stop but for one probe in `PROBE_EVERY_MS`, which one statement picks; somebody who waits may
 * always try, and is the first to notice that it is back.
 */
async function blockedFor(
  db: Db,
  health: Health | undefined,
  urgency: Priority,
  now: number,
): Promise<number> {
  if (!health) return 0;
  if (health.blockedUntil > now) return health.blockedUntil - now;
  if (health.failures < OPEN_AFTER || urgency === 'person') return 0;
  if (health.probeAt > now) return health.probeAt - now;
  const probe = await db
    .update(upstreamHealth)
    .set({ probeAt: now + PROBE_EVERY_MS })
    .where(and(eq(upstreamHealth.id, 1), lte(upstreamHealth.probeAt, now)))
    .returning({ id: upstreamHealth.id });
  return probe.length > 0 ? 0 : PROBE_EVERY_MS;
}

/** The atomic step: counts and takes in one statement, so that no two callers take the same call. */
async function insertCall(
  db: Db,
  urgency: Priority,
  rule: BudgetWindow,
  now: number,
): Promise<number | undefined> {
  const { windowMs, limit, burstWindowMs, burstLimit } = rule;
  const since = (ms: number) =>
    sql`(SELECT count(*) FROM ${calls} WHERE ${calls.at} > ${now - ms})`;
  const taken = await db.all<{ id: number }>(sql`
    INSERT INTO ${calls} (at, urgency) SELECT ${now}, ${urgency}
    WHERE ${since(windowMs)} < ${limit} AND ${since(burstWindowMs)} < ${burstLimit}
    RETURNING id`);
  return taken[0]?.id;
}

/** When the window has room again, ms from now: when its earliest call leaves it. */
async function freeIn(
  db: Db,
  { windowMs, limit, burstWindowMs, burstLimit }: BudgetWindow,
  now: number,
) {
  const recent = await db
    .select({ at: calls.at })
    .from(calls)
    .where(gt(calls.at, now - windowMs))
    .orderBy(calls.at);
  const full = recent.at(-limit);
  const fullPart = recent.filter(({ at }) => at > now - burstWindowMs).at(-burstLimit);
  const waits = [full && full.at + windowMs - now, fullPart && fullPart.at + burstWindowMs - now];
  return Math.max(50, ...waits.map((wait) => Math.ceil(wait ?? 0)));
}

/**
 * Takes one call from the key's budget, for all instances together: at most `callsPerMinute` in every
 * window of 60 seconds, counted at upstream. When the database cannot be used its error is thrown, and
 * upstream must not be called.
 *
 * @param now ms UTC
 */
export async function reserveCall(
  db: Db,
  urgency: Priority,
  callsPerMinute: number,
  now: number,
): Promise<Reservation> {
  const health = await readHealth(db);
  const blocked = await blockedFor(db, health, urgency, now);
  if (blocked > 0) return { paid: false, freeInMs: blocked };
  const rule = windowFor(urgency, callsPerMinute);
  const callId = await insertCall(db, urgency, rule, now);
  if (callId !== undefined) return { paid: true, callId, refusedKey: health?.refusedKey ?? null };
  return { paid: false, freeInMs: await freeIn(db, rule, now) };
}
