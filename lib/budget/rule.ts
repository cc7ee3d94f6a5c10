/** Who waits for a call: a person at the first sight of a job, or nobody in particular. */
export type Urgency = 'person' | 'background';

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

/** Background calls are spread: at most their share of the window in each of so many parts of it. */
const PARTS = 6;

/** How many calls may stand in which window for one more to be made. Windows in ms. */
export type Rule = { windowMs: number; most: number; partMs: number; mostInPart: number };

/** What a call of this urgency must find, under a limit of so many calls in any 60 seconds. */
export function ruleFor(urgency: Urgency, callsPerMinute: number): Rule {
  const windowMs = MINUTE_MS + SKEW_MS;
  const partMs = windowMs / PARTS;
  if (urgency === 'person') {
    const most = Math.floor(callsPerMinute * (1 - SLACK));
    return { windowMs, most, partMs, mostInPart: most };
  }
  const most = Math.max(1, Math.floor(callsPerMinute * (1 - RESERVE)));
  return { windowMs, most, partMs, mostInPart: Math.ceil(most / PARTS) };
}
