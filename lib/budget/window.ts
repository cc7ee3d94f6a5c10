/** `interactive`: a user waits for the response. `submission`: a job is started. `background`: a refresh. */
export type Priority = 'interactive' | 'submission' | 'background';

/** Upstream limits the calls in any period of this length, ms. */
const MINUTE_MS = 60_000;

/**
 * How much longer one call may take to reach upstream than another reserved at the same time, ms. Our
 * window is longer by this, so that none of upstream's windows exceeds the limit.
 */
const SKEW_MS = 2_000;

/** The length of our windows, ms. */
export const WINDOW_MS = MINUTE_MS + SKEW_MS;

/** The share of the limit that is never used: the last call is not worth a 429. */
const SLACK = 0.015;

/** The share of the limit that background calls leave to interactive ones. */
const INTERACTIVE_RESERVE = 0.05;

/**
 * Background calls are spread over the window: calls made in a burst become free again in a burst, and
 * users would wait in between. A burst window holds at least 5 calls, or 1/40 of the limit. It is 12 %
 * faster than an even spread, so that late calls cost nothing.
 */
const MIN_BURST_LIMIT = 5;
const BURST_WINDOWS = 40;
const BURST_PACE = 1.12;

/** Submissions come in batches: the first ones go at once, the rest at the pace of the window. */
const SUBMISSION_BURSTS = 4;

/**
 * The share of the window that submissions and refreshes may have while both wait: half of it each. A submission takes
 * two calls, for the end of its job is confirmed by an interactive one.
 */
const SHARE_BESIDE_OTHERS = { submission: 1 / 4, background: 1 / 2 };

/** A call is allowed if fewer than `limit` calls are in the last `windowMs`, and the same for the burst. */
export type BudgetWindow = {
  windowMs: number;
  limit: number;
  burstWindowMs: number;
  burstLimit: number;
  /** How many calls of the same priority may be in the window while the other one waits; null without such a limit. */
  ownLimit: number | null;
};

/** The window for calls of a priority, if upstream allows `callsPerMinute` in any 60 seconds. */
export function windowFor(priority: Priority, callsPerMinute: number): BudgetWindow {
  const windowMs = WINDOW_MS;
  if (priority === 'interactive') {
    const limit = Math.floor(callsPerMinute * (1 - SLACK));
    return { windowMs, limit, burstWindowMs: windowMs, burstLimit: limit, ownLimit: null };
  }
  const limit = Math.max(1, Math.floor(callsPerMinute * (1 - INTERACTIVE_RESERVE)));
  const bursts = priority === 'submission' ? SUBMISSION_BURSTS : BURST_WINDOWS;
  const burstLimit = Math.max(Math.min(MIN_BURST_LIMIT, limit), Math.ceil(limit / bursts));
  const burstWindowMs = (burstLimit * windowMs) / (limit * BURST_PACE);
  const ownLimit = Math.max(1, Math.floor(limit * SHARE_BESIDE_OTHERS[priority]));
  return { windowMs, limit, burstWindowMs, burstLimit, ownLimit };
}
