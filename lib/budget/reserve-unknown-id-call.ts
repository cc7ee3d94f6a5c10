import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { singleton } from '@/lib/singleton';
import { insertIfFree, type Standing, type UnknownIdCall } from './unknown-id-share';

/** How long somebody with known jobs waits for a place, ms: those who ask for a right id leave theirs early. */
const PATIENCE_MS = 2_000;
/** How often the first in line looks for a place, ms. */
const INTERVAL_MS = 50;

/** Those of this process who wait for a place: each waits for the one before. */
const line = singleton('unknown-id-line', () => ({ last: Promise.resolve() }));

/** In the order of arrival: otherwise somebody with many jobs would take each place that he leaves at once again. */
async function inLine<T>(work: () => Promise<T>): Promise<T> {
  const before = line.last;
  const { promise, resolve } = Promise.withResolvers<void>();
  line.last = promise;
  await before;
  return work().finally(resolve);
}

/**
 * Takes a place in the share of calls for ids that may be wrong. Somebody with known jobs waits up to 2 s for one.
 * @returns the place, or when there will be one, ms from now
 */
export async function reserveUnknownIdCall(
  { db, gepetto: { callsPerMinute }, now }: Pick<Context, 'db' | 'gepetto' | 'now'>,
  jobId: string,
  by: Standing,
): Promise<UnknownIdCall | { freeInMs: number }> {
  const take = () => insertIfFree(db, { jobId, by, callsPerMinute, now: now() });
  if (by === 'new') return take();
  const until = performance.now() + PATIENCE_MS;
  return inLine(async () => {
    for (;;) {
      const taken = await take();
      if ('id' in taken || performance.now() >= until) return taken;
      await sleep(INTERVAL_MS);
    }
  });
}
