import type { ResultProblem } from './model';

const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;

const FIRST_WAIT_MS = 5 * SECOND;
const LONGEST_WAIT_MS = HOUR;
/** How long a result is tried, from its first attempt on, ms. */
export const TRIED_FOR_MS = 24 * HOUR;
/** Waits vary at random by this share in total, so that results that failed together spread out. */
const JITTER = 0.5;

/** What another attempt does not change. */
const FINAL = new Set<ResultProblem>(['refused_address', 'too_large', 'not_a_picture']);

type Failure = {
  problem: ResultProblem;
  /** The problem of the attempt before. */
  before: ResultProblem | null;
  /** Attempts so far, this one included. */
  attempts: number;
  /** When the first began, ms UTC. */
  queuedAt: number;
  now: number;
  /** 0 to 1. */
  random: number;
};

/** When to copy a result again after a failed attempt, ms UTC; null if it is given up. */
export function nextAttemptAt(failure: Failure): number | null {
  const { problem, before, attempts, queuedAt, now, random } = failure;
  if (FINAL.has(problem)) return null;
  // The sender may have broken off once.
  if (problem === 'damaged' && before === 'damaged') return null;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS);
  const at = now + Math.round(wait * (1 + JITTER * (random - 0.5)));
  return at - queuedAt > TRIED_FOR_MS ? null : at;
}
