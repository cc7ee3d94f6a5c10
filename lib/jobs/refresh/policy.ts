import type { UpstreamError } from '@/lib/gepetto';
import { type SettleAges, settleProbability } from './settle-stats';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A job is due as soon as an ask is worth this much, a share of 1, and no sooner than the gap. */
const WORTH_CHECKING = 0.06;
const SHORTEST_GAP = 2 * SECOND;
const LONGEST_GAP = MINUTE;
/** The longest that a job waits only because many others do, ms. */
const CROWD_GAP = 20 * SECOND;
/** A job that nobody watches waits so many times as long. */
const UNWATCHED = 3;
/** Half of the gap is at random by this share, so that jobs do not march in step. */
const JITTER = 0.2;

/** How long an id that upstream does not know stays unknown, ms. */
const UNKNOWN_FOR_MS = MINUTE;
const LONGEST_BACKOFF = 20 * SECOND;

/** What the next ask depends on. */
export type CheckForecast = {
  ageMs: number;
  /** At what ages jobs of this mode have settled before. */
  ages: SettleAges;
  /** Jobs that are pending, this one included. */
  pending: number;
  /** What upstream allows for all of them. */
  callsPerMinute: number;
  watched: boolean;
  /** In [0, 1). */
  random: number;
};

/**
 * Ms until a job that has just been found pending is due again: when it is likely enough to have ended.
 * About 2 s for a young job of a mode of which nothing is known; later with age, with the number of jobs
 * that share the budget, and when nobody watches; and early or late just as jobs of its mode have ended.
 */
export function nextCheckIn(outlook: CheckForecast): number {
  const { ageMs, ages, pending, callsPerMinute, watched, random } = outlook;
  const roundMs = (pending * MINUTE) / callsPerMinute;
  let gap = SHORTEST_GAP;
  while (gap < LONGEST_GAP && settleProbability(ages, ageMs, ageMs + gap) < WORTH_CHECKING)
    gap *= 1.1;
  const wanted = Math.min(gap, LONGEST_GAP) * (watched ? 1 : UNWATCHED);
  // In a crowd the sweep chooses among those that are due; this only keeps the list of them short.
  const shared = Math.max(wanted, Math.min(roundMs / 4, CROWD_GAP));
  return Math.round(shared * (1 + JITTER * (random - 0.5)));
}

/** The least that overdue jobs gain on others: after so long any is asked for first, ms. */
const PATIENCE_MS = 2 * MINUTE;

/**
 * How much a due job should be asked for before others: what an ask is worth, and more the longer it has
 * been due, so that none starves.
 */
export function priority(job: {
  ages: SettleAges;
  pendingAtMs: number;
  ageMs: number;
  overdueMs: number;
}): number {
  const worth = settleProbability(job.ages, job.pendingAtMs, job.ageMs);
  return worth + (job.overdueMs > PATIENCE_MS ? 1 : 0);
}

/**
 * Ms until asking again makes sense after an ask that brought no answer: what upstream asked for, or
 * exponential backoff with full jitter.
 *
 * @param failures asks in a row without an answer, this one included
 * @param random a number in [0, 1)
 */
export function retryDelay(trouble: UpstreamError, failures: number, random: number): number {
  if (trouble.kind === 'limited') return trouble.retryAfterMs;
  if (trouble.kind === 'unknown') return UNKNOWN_FOR_MS;
  const ceiling = Math.min(LONGEST_BACKOFF, SHORTEST_GAP * 2 ** Math.min(failures, 10));
  return SECOND + Math.floor(random * (ceiling - SECOND));
}
