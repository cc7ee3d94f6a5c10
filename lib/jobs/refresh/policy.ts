import type { Trouble } from '@/lib/gepetto';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How often a job that answers is asked for, by its age: [younger than, interval], ms. */
const BY_AGE: [number, number][] = [
  [MINUTE, 2 * SECOND],
  [5 * MINUTE, 4 * SECOND],
  [60 * MINUTE, 15 * SECOND],
];

/** How long an id that upstream does not know stays unknown, ms. */
export const UNKNOWN_FOR_MS = MINUTE;

/** Ms until a pending job of this age is asked for again. */
export function nextCheckIn(ageMs: number): number {
  return BY_AGE.find(([younger]) => ageMs < younger)?.[1] ?? MINUTE;
}

/**
 * Ms until asking again makes sense after an ask that brought no answer: what upstream asked for, or
 * exponential backoff with full jitter.
 *
 * @param failures asks in a row without an answer, this one included
 * @param random a number in [0, 1)
 */
export function retryIn(trouble: Trouble, failures: number, random: number): number {
  if (trouble.kind === 'limited') return trouble.retryAfterMs;
  if (trouble.kind === 'unknown') return UNKNOWN_FOR_MS;
  const ceiling = Math.min(MINUTE, 2 * SECOND * 2 ** Math.min(failures, 10));
  return SECOND + Math.floor(random * (ceiling - SECOND));
}
