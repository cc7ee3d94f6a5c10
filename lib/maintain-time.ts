import 'server-only';
import type { Context } from '@/lib/context';
import { readClock, resetFutureTimes } from '@/lib/db';
import { singleton } from '@/lib/singleton';

/** How often the clock is read, ms. */
const READ_INTERVAL_MS = 5_000;
/** How often times in the future are looked for, ms. */
const RESET_INTERVAL_MS = 15_000;

const last = singleton('maintain-time', () => ({
  readAt: Number.NEGATIVE_INFINITY,
  resetAt: Number.NEGATIVE_INFINITY,
}));

/** Background work: follows the database's clock, and corrects what a wrong clock has written. */
export async function maintainTime({ db, now }: Context): Promise<void> {
  const elapsed = performance.now();
  if (elapsed - last.readAt >= READ_INTERVAL_MS) {
    last.readAt = elapsed;
    await readClock(db);
  }
  if (elapsed - last.resetAt >= RESET_INTERVAL_MS) {
    last.resetAt = elapsed;
    await resetFutureTimes(db, now());
  }
}
