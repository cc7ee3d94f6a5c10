import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { type IRateLimiterOptions, RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import { type Db, throttles } from '@/lib/db';

/** The database's own clock, ms UTC: instances whose clocks differ still count in the same window. */
const NOW = sql<number>`CAST(unixepoch('subsec') * 1000 AS INTEGER)`;

/** What is read back of a row: the points used so far and the ms until they are forgotten. */
const COUNTER = {
  points: throttles.points,
  msLeft: sql<number>`${throttles.expiresAt} - ${NOW}`,
};

type Counter = { points: number; msLeft: number };

/** rate-limiter-flexible's counters in the `throttles` table, on either driver. */
export class ThrottleStore extends RateLimiterStoreAbstract {
  readonly #db: Db;

  constructor(db: Db, options: IRateLimiterOptions) {
    super({ ...options, storeClient: db });
    this.#db = db;
  }

  /** One statement, so that callers at the same moment cannot both read the old count. */
  async _upsert(key: string, points: number, windowMs: number, overwrite: boolean) {
    const used = sql`max(0, ${points})`;
    const expiresAt = sql`${NOW} + ${windowMs}`;
    const expired = sql`${throttles.expiresAt} <= ${NOW}`;
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
    const gone = await this.#db
      .delete(throttles)
      .where(eq(throttles.key, key))
      .returning({ key: throttles.key });
    return gone.length > 0;
  }

  _getRateLimiterRes(_key: string, changed: number, { points, msLeft }: Counter) {
    const left = Math.max(0, this.points - points);
    return new RateLimiterRes(left, Math.max(0, msLeft), points, points === changed);
  }
}

/** The most rows that one sweep deletes: it must not hold the database up. */
const SWEEP_ROWS = 500;

/** Deletes counters whose window is over, a bounded number at a time. Throws what the driver throws. */
export async function sweepThrottles(db: Db): Promise<void> {
  await db
    .delete(throttles)
    .where(
      sql`${throttles.key} IN (SELECT key FROM throttles WHERE expires_at <= ${NOW} LIMIT ${SWEEP_ROWS})`,
    );
}
