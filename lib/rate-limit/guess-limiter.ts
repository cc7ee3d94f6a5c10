import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { type Db, DATABASE_NOW as NOW, throttles } from '@/lib/db';
import { tooManyRequests } from '@/lib/errors';
import { deleteExpiredCounters, SWEEP_CHANCE } from './store';

/** How guesses at one secret are limited. */
export type GuessLimit = {
  /** Prefix of the keys in the table: limiters with different names count separately. */
  name: string;
  /** Wrong guesses without a pause. */
  free: number;
  /** After how long one wrong guess is forgiven, s. In the long run no more guesses are possible. */
  forgiveSeconds: number;
};

/** The pause after the last free guess, and the longest, ms. Each further wrong guess doubles it. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * 60_000;
/** More doublings would overflow. */
const MAX_DOUBLINGS = 10;
/** After this time without a guess everything is forgiven, ms. `expires_at` of a row is this after its last guess. */
const MEMORY_MS = 24 * 60 * 60_000;

function duration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes > 1) return `${minutes} minutes`;
  return ms > 30_000 ? 'a minute' : 'half a minute';
}

/**
 * Limits guesses at a secret by pauses that grow: from `free` wrong guesses on, each is followed by twice the pause
 * before it. A guess counts as wrong from its beginning, in one statement, so that of concurrent ones no more are
 * checked than of ones after another. The counters are in the database, shared by all instances.
 */
export function guessLimiter(db: Db, { name, free, forgiveSeconds }: GuessLimit) {
  const { points, expiresAt } = throttles;
  const keyOf = (key: string) => `${name}:${key}`;
  const lastGuess = sql`(${expiresAt} - ${MEMORY_MS})`;
  const pause = sql`(CASE WHEN ${points} < ${free} THEN 0
    ELSE min(${LONGEST_PAUSE_MS}, ${FIRST_PAUSE_MS} << min(${MAX_DOUBLINGS}, ${points} - ${free})) END)`;
  /** A guess later than now was counted while the clock was ahead. */
  const forgotten = sql`(${expiresAt} <= ${NOW} OR ${expiresAt} > ${NOW} + ${MEMORY_MS})`;
  // A driver binds numbers as floating point: without the cast, parts of guesses would be forgiven.
  const forgiven = sql`CAST((${NOW} - ${lastGuess}) / ${forgiveSeconds * 1_000} AS INTEGER)`;
  const remembered = sql`max(0, ${points} - ${forgiven})`;

  async function msLeft(key: string): Promise<number> {
    const [row] = await db
      .select({ left: sql<number>`${lastGuess} + ${pause} - ${NOW}` })
      .from(throttles)
      .where(eq(throttles.key, keyOf(key)));
    return Math.max(1_000, row?.left ?? 0);
  }

  return {
    /**
     * Counts a guess as wrong before it is checked.
     * @throws AppError `too_many_requests` with `retryAfterMs` during a pause
     */
    async begin(key: string): Promise<void> {
      if (Math.random() < SWEEP_CHANCE) await deleteExpiredCounters(db);
      const counted = await db
        .insert(throttles)
        .values({ key: keyOf(key), points: 1, expiresAt: sql`${NOW} + ${MEMORY_MS}` })
        .onConflictDoUpdate({
          target: throttles.key,
          set: {
            points: sql`CASE WHEN ${forgotten} THEN 1 ELSE ${remembered} + 1 END`,
            expiresAt: sql`${NOW} + ${MEMORY_MS}`,
          },
          setWhere: sql`${forgotten} OR ${NOW} >= ${lastGuess} + ${pause}`,
        })
        .returning({ points });
      if (counted.length > 0) return;
      const left = await msLeft(key);
      throw tooManyRequests(`Too many wrong attempts. Try again in ${duration(left)}.`, left);
    },
    /** Undoes `begin` for a guess that was right, or was not made. */
    async giveBack(key: string): Promise<void> {
      await db
        .update(throttles)
        .set({ points: sql`max(0, ${points} - 1)` })
        .where(eq(throttles.key, keyOf(key)));
    },
    /** Forgives all wrong guesses. */
    async reset(key: string): Promise<void> {
      await db.delete(throttles).where(eq(throttles.key, keyOf(key)));
    },
  };
}
