/** Who waits for a call: a person at the first sight of a job, or nobody in particular. */
export type Priority = 'person' | 'background';

/** Upstream counts in every window of this length, ms. */
const MINUTE_MS = 60_000;

/**
 * By how much later one call may reach upstream than another that was paid for at the same time, ms.
 * Counting in windows longer by this keeps upstream's own windows within the limit.
 */
const SKEW_MS = 2_000;

/** The share of the limit that nobody uses: the last call is never worth a 429. */
const SLACK = 0.015;

/** The share of the limit that background refreshes leave to people. */
const RESERVE = 0.05;

/**
 * Background calls are spread: what is spent in a burst comes back in a burst, and people wait in between.
 * A part holds five, or a fortieth of them where that is more. Its pace is somewhat above the even one,
 * so that calls which come late cost nothing.
 */
const LEAST_IN_PART = 5;
const PARTS = 40;
const PACE = 1.12;

/** How many calls may stand in which window for one more to be made. Windows in ms. */
export type BudgetWindow = {
  windowMs: number;
  limit: number;
  burstWindowMs: number;
  burstLimit: number;
};

/** What a call of this urgency must find, under a limit of so many calls in any 60 seconds. */
export function windowFor(urgency: Priority, callsPerMinute: number): BudgetWindow {
  const windowMs = MINUTE_MS + SKEW_MS;
  if (urgency === 'person') {
    const limit = Math.floor(callsPerMinute * (1 - SLACK));
    return { windowMs, limit, burstWindowMs: windowMs, burstLimit: limit };
  }
  const limit = Math.max(1, Math.floor(callsPerMinute * (1 - RESERVE)));
  const burstLimit = Math.max(Math.min(LEAST_IN_PART, limit), Math.ceil(limit / PARTS));
  return { windowMs, limit, burstWindowMs: (burstLimit * windowMs) / (limit * PACE), burstLimit };
}
