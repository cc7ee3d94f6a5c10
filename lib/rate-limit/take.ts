import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '@/lib/db';
import { sweepThrottles, type ThrottleStore } from './store';

/** How often a use also clears away what is long over. */
const SWEEP_CHANCE = 0.01;

/**
 * Counts points of a key in the database, and now and then clears away what is over. Being refused is an
 * answer, not an error; the points count even then. Throws what the driver throws.
 */
export async function take(
  db: Db,
  store: ThrottleStore,
  key: string,
  points: number,
): Promise<{ refused: boolean; counter: RateLimiterRes }> {
  if (Math.random() < SWEEP_CHANCE) await sweepThrottles(db);
  try {
    return { refused: false, counter: await store.consume(key, points) };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { refused: true, counter: refusal };
  }
}
