import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import { type Db, DATABASE_NOW as NOW, throttles } from '@/lib/db';

/** `points` uses of one key in a window of `seconds`, which starts with the key's first use. */
export type Limit = {
  /** Prefix of the keys in the table: limiters with different names count separately. */
  name: string;
  points: number;
  seconds: number;
};

const COUNTER = {
  points: throttles.points,
  msLeft: sql<number>`${throttles.expiresAt} - ${NOW}`,
};

type Counter = { points: number; msLeft: number };

/** Stores the counters of rate-limiter-flexible in the `throttles` table, on either driver. */
export class RateLimitStore extends RateLimiterStoreAbstract {
  readonly #db: Db;

  constructor(db: Db, { name, points, seconds }: Limit) {
    super({ keyPrefix: name, points, duration: seconds, storeClient: db });
    this.#db = db;
  }

  /** One statement: concurrent callers cannot both read the old count. */
  async _upsert(key: string, points: number, windowMs: number, overwrite: boolean) {
    const used = sql`max(0, ${points})`;
    const expiresAt = sql`${NOW} + ${windowMs}`;
    // A window that ends later than a new one was begun while the clock was ahead.
    const expired = sql`(${throttles.expiresAt} <= ${NOW} OR ${throttles.expiresAt} > ${expiresAt})`;
    const [row] = await this.#db
      .insert(throttles)
      .values({ key, points: used, expiresAt })
      .onConflictDoUpdate({
        target: throttles.key,
        set: overwrite
          ? { points: used, expiresAt }
          : {
              points: sql`CASE WHEN ${expired} THEN ${used} ELSE max(0, ${throttles.points} + ${points}) END`,
              expiresAt: sql`CASE WHEN ${expired} THEN ${expiresAt} ELSE ${throttles.expiresAt} END`,
            },
      })
      .returning(COUNTER);
    return row;
  }

  async _get(key: string) {
    const [row] = await this.#db
      .select(COUNTER)
      .from(throttles)
      .where(sql`${throttles.key} = ${key} AND ${throttles.expiresAt} > ${NOW}`);
    return row ?? null;
  }

  async _delete(key: string) {
    const deleted = await this.#db
      .delete(throttles)
      .where(eq(throttles.key, key))
      .returning({ key: throttles.key });
    return deleted.length > 0;
  }

  _getRateLimiterRes(_key: string, changed: number, { points, msLeft }: Counter) {
    const left = Math.max(0, this.points - points);
    return new RateLimiterRes(left, Math.max(0, msLeft), points, points === changed);
  }
}

/** Rows that one sweep deletes at most, to keep the write short. */
const SWEEP_LIMIT = 500;
/** Share of uses that also sweep. */
export const SWEEP_CHANCE = 0.01;

/** Deletes counters whose window has ended. Throws the driver's error. */
export async function deleteExpiredCounters(db: Db): Promise<void> {
  await db
    .delete(throttles)
    .where(
      sql`${throttles.key} IN (SELECT key FROM throttles WHERE expires_at <= ${NOW} LIMIT ${SWEEP_LIMIT})`,
    );
}

/**
 * Counts points of a key, and sometimes sweeps. Rejected points are counted too. Throws the driver's
 * error.
 */
export async function consume(
  db: Db,
  store: RateLimitStore,
  key: string,
  points: number,
): Promise<{ rejected: boolean; counter: RateLimiterRes }> {
  if (Math.random() < SWEEP_CHANCE) await deleteExpiredCounters(db);
  try {
    return { rejected: false, counter: await store.consume(key, points) };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return { rejected: true, counter: error };
  }
}
