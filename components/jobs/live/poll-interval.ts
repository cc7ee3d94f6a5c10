import type { JobView } from '@/lib/jobs';

const MINUTE = 60_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * How long to wait until a page's pending jobs are asked for again, ms: quick while the youngest of them
 * is young, because most jobs end early. 0 when none is pending.
 */
export function pollInterval(jobs: JobView[], now: number): number {
  const pending = jobs.filter(({ state }) => state === 'pending');
  if (pending.length === 0) return 0;
  const age = now - Math.max(...pending.map(({ createdAt }) => createdAt));
  if (age < MINUTE) return 2_000;
  return age < 5 * MINUTE ? 4_000 : 10_000;
}

/**
 * How long to wait after an error, ms: twice as long each time up to a minute, never less than the server
 * asked for, and somewhat at random, so that many tabs do not come back at once.
 * @param tries how often it has failed, from 1
 * @param random from 0 to 1
 */
export function retryDelay(tries: number, retryAfterMs: number | null, random: number): number {
  const backoff = Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** Math.min(tries - 1, 10));
  return Math.max(retryAfterMs ?? 0, backoff * (0.5 + random / 2));
}
