import 'server-only';
import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import type { Limit } from './limit';
import { ThrottleStore } from './store';
import { take } from './take';

/** How a key stands after one more use. */
export type Standing = {
  /** Whether that use is still allowed. */
  within: boolean;
  /** The uses that a window allows, and the window's length in seconds. */
  limit: number;
  seconds: number;
  /** How many are left; what other instances hold in hand counts as used. */
  remaining: number;
  /** When the window ends, ms from now. */
  resetMs: number;
};

/** What this process may still let a key do without asking the database. */
type Purse = {
  left: number;
  /** Let through before anything was bought; the first purchase pays for it. */
  owed: number;
  /** What the shared counter still had for everybody after the last purchase. */
  unsold: number;
  /** Whether it had nothing more. */
  soldOut: boolean;
  /** The end of the window on this process's clock, ms; never after the database's. */
  endsAt: number;
  buying: Promise<void> | null;
};

/** A window's points are sold in so many blocks. */
const BLOCKS = 30;
/** From so many purses on, those whose window is over are thrown away. */
const MANY = 1_000;

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
  const purses = new Map<string, Purse>();

  function purseOf(key: string): Purse {
    const now = clock();
    const known = purses.get(key);
    if (known && known.endsAt > now) return known;
    if (purses.size >= MANY) {
      for (const [other, { endsAt }] of purses) if (endsAt <= now) purses.delete(other);
    }
    const endsAt = now + seconds * 1_000;
    const purse = { left: 1, owed: 1, unsold: points - 1, soldOut: false, endsAt, buying: null };
    purses.set(key, purse);
    return purse;
  }

  async function buy(key: string, purse: Purse): Promise<void> {
    const asked = clock();
    const { counter } = await take(db, store, key, block);
    const soldBefore = counter.consumedPoints - block;
    const bought = Math.min(block, Math.max(0, points - soldBefore));
    const paid = Math.min(bought, purse.owed);
    purse.owed -= paid;
    purse.left += bought - paid;
    purse.unsold = Math.max(0, points - counter.consumedPoints);
    purse.soldOut = bought < block;
    // Never later than it was: points of one window must not be spent in the next.
    purse.endsAt = Math.min(purse.endsAt, asked + counter.msBeforeNext);
  }

  /** However many wait for it, one purchase at a time. */
  function buyOnce(key: string, purse: Purse): Promise<void> {
    purse.buying ??= buy(key, purse).finally(() => {
      purse.buying = null;
    });
    return purse.buying;
  }

  function standing(purse: Purse, within: boolean): Standing {
    const resetMs = Math.max(0, purse.endsAt - clock());
    return { within, limit: points, seconds, remaining: purse.left + purse.unsold, resetMs };
  }

  /**
   * Uses a key once. Throws what the driver throws, where points had to be bought and could not.
   * @param defer keeps a purchase alive that nobody waits for
   */
  return async function use(key: string, defer: Context['defer']): Promise<Standing> {
    for (;;) {
      const purse = purseOf(key);
      if (purse.left > 0) {
        purse.left -= 1;
        if (purse.left <= low && !purse.soldOut && !purse.buying) {
          // If it fails, whoever needs the points next asks again and hears of it.
          defer(buyOnce(key, purse).catch(() => {}));
        }
        return standing(purse, true);
      }
      if (purse.soldOut) return standing(purse, false);
      await buyOnce(key, purse);
    }
  };
}
