const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Wait after each failed attempt but the last, ms: the schedule that the Standard Webhooks specification suggests. */
const WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  18 * HOUR,
];

/** Age of a message at its last attempt, ms: about 22 hours after the one before. */
export const GIVE_UP_MS = 72 * HOUR;
/** Longest `Retry-After` that is obeyed, ms. */
export const MAX_PAUSE_MS = 6 * HOUR;
/** How long a receiver that was too slow, or that sent 429 without `Retry-After`, gets nothing, ms. */
const DEFAULT_PAUSE_MS = MINUTE;
/** Share by which a wait is shortened at random, so that deliveries that failed together spread out. */
const JITTER = 0.2;

type Failure = {
  /** Waits used up before this failure. */
  retries: number;
  createdAt: number;
  now: number;
  /** Until when the receiver gets nothing, ms UTC; null if there is no such time. */
  pausedUntil: number | null;
  /** 0 to 1. */
  random: number;
};

/** Time of the next attempt, ms UTC. Null if the delivery is given up. */
export function nextAttemptAt(failure: Failure): number | null {
  const { retries, createdAt, now, pausedUntil, random } = failure;
  const lastAt = createdAt + GIVE_UP_MS;
  const wait = WAITS_MS[retries];
  if (wait === undefined && retries > WAITS_MS.length) return null;
  const scheduled = wait === undefined ? lastAt : now + Math.round(wait * (1 - JITTER * random));
  const at = Math.max(scheduled, pausedUntil ?? 0);
  return at > lastAt || lastAt <= now ? null : at;
}

/**
 * Until when a receiver gets no messages at all after this outcome, ms UTC. `Retry-After` is about the
 * receiver, not about one message, and so are a timeout and 429.
 *
 * @param retryAfterMs the receiver's `Retry-After`, ms; null if it sent none
 * @returns null if other messages may be sent at once
 */
export function pauseUntil(
  { status, error }: { status: number | null; error: string | null },
  retryAfterMs: number | null,
  now: number,
): number | null {
  if (retryAfterMs !== null) return now + Math.min(retryAfterMs, MAX_PAUSE_MS);
  return error === 'timeout' || status === 429 ? now + DEFAULT_PAUSE_MS : null;
}
