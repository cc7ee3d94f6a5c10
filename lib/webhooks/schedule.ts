const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long is waited after each attempt that failed, ms: with the last one, just under a day. */
const WAITS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 6 * HOUR];

/** After this a delivery is given up, ms. */
export const GIVE_UP_MS = 24 * HOUR;
/** The longest that a receiver may ask to be left alone, ms. */
const MAX_RETRY_AFTER_MS = 6 * HOUR;
/** By how much a wait may be shorter, so that those who failed together do not come back together. */
const JITTER = 0.2;

type Failure = {
  /** How many of the waits have been used up before this failure. */
  retries: number;
  createdAt: number;
  now: number;
  /** What the receiver said in `Retry-After`, ms; null when it said nothing. */
  retryAfterMs: number | null;
  /** 0 to 1. */
  random: number;
};

/** When to try again after a failure, ms UTC; null when it is time to give up. */
export function nextAttemptAt(failure: Failure): number | null {
  const { retries, createdAt, now, retryAfterMs, random } = failure;
  const wait = WAITS_MS[retries];
  if (wait === undefined) return null;
  const asked = Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
  const at = now + Math.round(Math.max(wait * (1 - JITTER * random), asked));
  return at - createdAt > GIVE_UP_MS ? null : at;
}
