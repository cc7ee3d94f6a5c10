const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Wait after each failed attempt, ms. Together just under 24 hours. */
const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 6 * HOUR];

/** Age at which a delivery is given up, ms. */
export const GIVE_UP_MS = 24 * HOUR;
/** Longest `Retry-After` that is obeyed, ms. */
const MAX_RETRY_AFTER_MS = 6 * HOUR;
/** Share by which a wait is shortened at random, so that deliveries that failed together spread out. */
const JITTER = 0.2;

type Failure = {
  /** Waits used up before this failure. */
  retries: number;
  createdAt: number;
  now: number;
  /** The receiver's `Retry-After`, ms. Null if it sent none. */
  retryAfterMs: number | null;
  /** 0 to 1. */
  random: number;
};

/** Time of the next attempt, ms UTC. Null if the delivery is given up. */
export function nextAttemptAt(failure: Failure): number | null {
  const { retries, createdAt, now, retryAfterMs, random } = failure;
  const wait = WAITS_MS[retries];
  if (wait === undefined) return null;
  const requested = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  const at = now + Math.round(Math.max(wait * (1 - JITTER * random), requested));
  return at - createdAt > GIVE_UP_MS ? null : at;
}
