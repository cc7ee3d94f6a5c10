import 'server-only';
import type { Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { Limit } from './limit';
import { ThrottleStore } from './store';
import { take } from './take';

export type { RateLimitStatus } from './block-limiter';
export { countRequest } from './request-limits';

export type Throttle = {
  /**
   * Takes points of a key; says what is left and when the window ends, in ms.
   * @throws AppError `too_many_requests` with `upstreamRetryAfterMs` when the key has none left
   */
  consume: (key: string, points?: number) => Promise<{ remaining: number; resetMs: number }>;
  /** Undoes one `consume` that turned out not to count. */
  giveBack: (key: string) => Promise<void>;
  /** Forgets what a key has used. */
  reset: (key: string) => Promise<void>;
};

function wait(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes > 1) return `${minutes} minutes`;
  return ms > 30_000 ? 'a minute' : 'half a minute';
}

/**
 * A throttle whose counters live in the database, shared by every instance.
 * When the database cannot be used its error is thrown: nothing is let through uncounted.
 */
export function throttle(db: Db, { name, points, seconds }: Limit): Throttle {
  const store = new ThrottleStore(db, { keyPrefix: name, points, duration: seconds });
  return {
    async consume(key, count = 1) {
      const { refused, counter } = await take(db, store, key, count);
      if (!refused) return { remaining: counter.remainingPoints, resetMs: counter.msBeforeNext };
      const retryAfterMs = counter.msBeforeNext;
      throw new AppError(
        'too_many_requests',
        `That was too often in a short time. Try again in ${wait(retryAfterMs)}.`,
        { retryAfterMs },
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
