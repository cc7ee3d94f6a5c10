import { and, count, gt } from 'drizzle-orm';
import { WINDOW_MS } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { calls } from '@/lib/db';

/** The share of upstream's limit that submissions can count on: the rest is left to people and to refreshes. */
const SHARE = 0.75;

/** How many submissions are sent a minute while many wait: an estimate, for the person who is about to send them. */
export function submissionsPerMinute(callsPerMinute: number): number {
  return Math.max(1, callsPerMinute * SHARE);
}

/** How many calls of the window are still free for submissions. */
export async function callsLeft({
  db,
  now,
  gepetto,
}: Pick<Context, 'db' | 'now' | 'gepetto'>): Promise<number> {
  const [made] = await db
    .select({ n: count() })
    .from(calls)
    .where(and(gt(calls.at, now() - WINDOW_MS)));
  // The first quarter of the window goes at once.
  const burst = Math.ceil(gepetto.callsPerMinute / 4);
  return Math.max(0, Math.min(burst, gepetto.callsPerMinute - (made?.n ?? 0)));
}
