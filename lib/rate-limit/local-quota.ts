import 'server-only';
import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import { consume, type Limit, RateLimitStore } from './store';

/** The state of a key after one more use. */
export type RateLimitStatus = {
  /** Whether this use is within the limit. */
  allowed: boolean;
  /** Uses allowed in a window, and the window's length in seconds. */
  limit: number;
  seconds: number;
  /** Uses left. Points that other instances have reserved count as used. */
  remaining: number;
  /** Time until the window ends, ms. */
  resetMs: number;
};

/** The uses of one key that this process may allow without a query. */
type LocalQuota = {
  left: number;
  /** Uses allowed before the first points were reserved; the next reservation includes them. */
  debt: number;
  /** Points that no instance had reserved after the last reservation. */
  remainingShared: number;
  /** Whether no more points can be reserved in this window. */
  exhausted: boolean;
  /** End of the window on this process's clock, ms; never later than the database's. */
  endsAt: number;
  refill: Promise<void> | null;
  /** What callers wait for when no point is left. */
  waiting: Promise<void> | null;
};

/** A window's points are reserved in this many blocks. */
const BLOCKS = 30;
/** How long a use waits for points before it is allowed on credit, ms. */
const PATIENCE_MS = 1_000;
/** Number of quotas from which expired ones are deleted. */
const SWEEP_THRESHOLD = 1_000;

/**
 * A rate limiter for requests that are too frequent for one write each. The shared counter is in the
 * database; a process reserves points there one block at a time, in advance and in the background, and
 * counts single uses in memory.
 *
 * Accuracy: the points reserved in a window never exceed the limit. The first use of a key in a process
 * and window is allowed on credit, so each process may allow one use too many of an exhausted key.
 * Reserved points that are not used expire with the window (a block and a quarter at most), so a key may
 * be rejected that much too early for each further process that serves it. While the database cannot be
 * written, or takes too long, further uses are allowed on credit: up to the limit in each process. What can
 * be read is served then.
 *
 * @param clock monotonic ms
 */
export function quotaLimiter(db: Db, limit: Limit, clock = () => performance.now()) {
  const { points, seconds } = limit;
  const store = new RateLimitStore(db, limit);
  const block = Math.ceil(points / BLOCKS);
  const refillBelow = Math.floor(block / 4);
  const quotas = new Map<string, LocalQuota>();

  function getQuota(key: string): LocalQuota {
    const now = clock();
    const current = quotas.get(key);
    if (current && current.endsAt > now) return current;
    if (quotas.size >= SWEEP_THRESHOLD) {
      for (const [other, { endsAt }] of quotas) if (endsAt <= now) quotas.delete(other);
    }
    const quota = {
      left: 1,
      debt: 1,
      remainingShared: points - 1,
      exhausted: false,
      endsAt: now + seconds * 1_000,
      refill: null,
      waiting: null,
    };
    quotas.set(key, quota);
    return quota;
  }

  async function reserveBlock(key: string, quota: LocalQuota): Promise<void> {
    const startedAt = clock();
    const { counter } = await consume(db, store, key, block);
    const reservedBefore = counter.consumedPoints - block;
    const reserved = Math.min(block, Math.max(0, points - reservedBefore));
    const paid = Math.min(reserved, quota.debt);
    quota.debt -= paid;
    quota.left += reserved - paid;
    quota.remainingShared = Math.max(0, points - counter.consumedPoints);
    quota.exhausted = reserved < block;
    // Never later than before: points of one window must not be used in the next.
    quota.endsAt = Math.min(quota.endsAt, startedAt + counter.msBeforeNext);
  }

  /** One reservation at a time, however many callers wait for it. */
  function refill(key: string, quota: LocalQuota): Promise<void> {
    quota.refill ??= reserveBlock(key, quota).finally(() => {
      quota.refill = null;
    });
    return quota.refill;
  }

  async function waitOrBorrow(key: string, quota: LocalQuota): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, PATIENCE_MS, false);
    const reserved = refill(key, quota).then(
      () => true,
      () => false,
    );
    const inTime = await Promise.race([reserved, late]);
    clearTimeout(timer);
    if (inTime || quota.left > 0) return;
    const borrowed = Math.min(block, points - quota.debt);
    if (borrowed <= 0) quota.exhausted = true;
    quota.left += borrowed;
    quota.debt += borrowed;
  }

  /**
   * Waits until points are reserved; if that fails or takes too long, takes a block on credit. One block,
   * however many callers wait.
   */
  function refillOrBorrow(key: string, quota: LocalQuota): Promise<void> {
    quota.waiting ??= waitOrBorrow(key, quota).finally(() => {
      quota.waiting = null;
    });
    return quota.waiting;
  }

  function statusOf(quota: LocalQuota, allowed: boolean): RateLimitStatus {
    return {
      allowed,
      limit: points,
      seconds,
      remaining: quota.left + quota.remainingShared,
      resetMs: Math.max(0, quota.endsAt - clock()),
    };
  }

  /**
   * Uses a key once.
   * @param defer keeps a background reservation alive
   */
  return async function use(key: string, defer: Context['defer']): Promise<RateLimitStatus> {
    for (;;) {
      const quota = getQuota(key);
      if (quota.left > 0) {
        quota.left -= 1;
        if (quota.left <= refillBelow && !quota.exhausted && !quota.refill) {
          // On failure the next caller that needs points tries again.
          defer(refill(key, quota).catch(() => {}));
        }
        return statusOf(quota, true);
      }
      if (quota.exhausted) return statusOf(quota, false);
      await refillOrBorrow(key, quota);
    }
  };
}
