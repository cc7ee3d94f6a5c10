import 'server-only';
import type { Db } from '@/lib/db';
import { tooManyRequests } from '@/lib/errors';
import { consume, type Limit, RateLimitStore } from './store';

type RateLimiter = {
  /**
   * Takes points of a key. Returns the points left and the time until the window ends, ms.
   * @throws AppError `too_many_requests` with `retryAfterMs` if the key has none left
   */
  consume: (key: string, points?: number) => Promise<{ remaining: number; resetMs: number }>;
  /** Undoes one `consume`. */
  giveBack: (key: string) => Promise<void>;
  /** Resets a key's counter. */
  reset: (key: string) => Promise<void>;
};

function duration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes > 1) return `${minutes} minutes`;
  return ms > 30_000 ? 'a minute' : 'half a minute';
}

/**
 * A rate limiter with its counters in the database, shared by all instances. Costs one write a use.
 * Fails closed: if the database fails, `consume` throws the driver's error.
 */
export function rateLimiter(db: Db, limit: Limit): RateLimiter {
  const store = new RateLimitStore(db, limit);
  return {
    async consume(key, points = 1) {
      const { rejected, counter } = await consume(db, store, key, points);
      const { remainingPoints, msBeforeNext } = counter;
      if (!rejected) return { remaining: remainingPoints, resetMs: msBeforeNext };
      throw tooManyRequests(
        `Too many attempts. Try again in ${duration(msBeforeNext)}.`,
        msBeforeNext,
      );
    },
    async giveBack(key) {
      await store.reward(key);
    },
    async reset(key) {
      await store.delete(key);
    },
  };
}
