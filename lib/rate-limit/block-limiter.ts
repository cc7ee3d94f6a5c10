import 'server-only';
import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import type { Limit } from './limit';
import { ThrottleStore } from './store';
import { take } from './take';

/** How a key stands after one more use. */
export type RateLimitStatus = {
  /** Whether that use is still allowed. */
  allowed: boolean;
  /** The uses that a window allows, and the window's length in seconds. */
  limit: number;
  seconds: number;
  /** How many are left; what other instances hold in hand counts as used. */
  remaining: number;
  /** When the window ends, ms from now. */
  resetMs: number;
};

/** What this process may still let a key do without asking the database. */
type LocalQuota = {
  left: number;
  /** Let through before anything was bought; the first purchase pays for it. */
  debt: number;
  /** What the shared counter still had for everybody after the last purchase. */
  remainingShared: number;
  /** Whether it had nothing more. */
  exhausted: boolean;
  /** The end of the window on this process's clock, ms; never after the database's. */
  endsAt: number;
  refill: Promise<void> | null;
};

/** A window's points are sold in so many blocks. */
const BLOCKS = 30;
/** From so many purses on, those whose window is over are thrown away. */
const SWEEP_THRESHOLD = 1_000;

/**
 * A throttle for what happens too often to cost a write each time. The counter is in the database and
 * shared, but a process buys points there a block at a time, ahead of need and while nobody waits, and
 * counts single uses in memory.
 *
 * The error: the blocks sold in a window are never more than its points. A key's first use in a process
 * and window is let through on credit, so a key that is used up elsewhere gets one more in each process
 * that did not know; and what a process has bought and not used is lost with the window, at most one
 * block and a quarter, so a key may be refused that much early for each further process that serves it.
 *
 * @param clock ms that only go forward
 */
export function blockThrottle(db: Db, limit: Limit, clock = () => performance.now()) {
  const { name, points, seconds } = limit;
  const store = new ThrottleStore(db, { keyPrefix: name, points, duration: seconds });
  const block = Math.ceil(points / BLOCKS);
  const low = Math.floor(block / 4);
  const quotas = new Map<string, LocalQuota>();

  function quotaOf(key: string): LocalQuota {
    const now = clock();
    const known = quotas.get(key);
    if (known && known.endsAt > now) return known;
    if (quotas.size >= SWEEP_THRESHOLD) {
      for (const [other, { endsAt }] of quotas) if (endsAt <= now) quotas.delete(other);
    }
    const endsAt = now + seconds * 1_000;
    const quota = {
      left: 1,
      debt: 1,
      remainingShared: points - 1,
      exhausted: false,
      endsAt,
      refill: null,
    };
    quotas.set(key, quota);
    return quota;
  }

  async function buy(key: string, quota: LocalQuota): Promise<void> {
    const asked = clock();
    const { counter } = await take(db, store, key, block);
    const soldBefore = counter.consumedPoints - block;
    const bought = Math.min(block, Math.max(0, points - soldBefore));
    const paid = Math.min(bought, quota.debt);
    quota.debt -= paid;
    quota.left += bought - paid;
    quota.remainingShared = Math.max(0, points - counter.consumedPoints);
    quota.exhausted = bought < block;
    // Never later than it was: points of one window must not be spent in the next.
    quota.endsAt = Math.min(quota.endsAt, asked + counter.msBeforeNext);
  }

  /** However many wait for it, one purchase at a time. */
  function refillOnce(key: string, quota: LocalQuota): Promise<void> {
    quota.refill ??= buy(key, quota).finally(() => {
      quota.refill = null;
    });
    return quota.refill;
  }

  function standing(quota: LocalQuota, allowed: boolean): RateLimitStatus {
    const resetMs = Math.max(0, quota.endsAt - clock());
    return {
      allowed,
      limit: points,
      seconds,
      remaining: quota.left + quota.remainingShared,
      resetMs,
    };
  }

  /**
   * Uses a key once. Throws what the driver throws, where points had to be bought and could not.
   * @param defer keeps a purchase alive that nobody waits for
   */
  return async function use(key: string, defer: Context['defer']): Promise<RateLimitStatus> {
    for (;;) {
      const quota = quotaOf(key);
      if (quota.left > 0) {
        quota.left -= 1;
        if (quota.left <= low && !quota.exhausted && !quota.refill) {
          // If it fails, whoever needs the points next asks again and hears of it.
          defer(refillOnce(key, quota).catch(() => {}));
        }
        return standing(quota, true);
      }
      if (quota.exhausted) return standing(quota, false);
      await refillOnce(key, quota);
    }
  };
}
