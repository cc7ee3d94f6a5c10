const MIN_MS = 1_000;
const MAX_MS = 600_000;
const DEFAULT_MS = 10_000;

/** Seconds; some servers add a fraction. Of a repeated header, whose values are joined, the first. */
const SECONDS = /^(\d{1,15}(?:\.\d{1,9})?)(?: ?(?:s|sec|seconds?))?(?:[,;]|$)/i;
/** Seconds above this are an epoch time, in seconds or ms. */
const EPOCH_S = 1e9;
const EPOCH_MS = 1e12;
/** A date has the name of its month, or is ISO 8601: `Date.parse` reads almost anything as one. */
const DATE = /^(?:[a-z]{3,9},? )?(?:\d|[a-z]{3} [ \d]\d \d\d:)[^,;]{8,40}$/i;

function dateIn(text: string): number {
  const header = text.trim();
  const isDate = DATE.test(header) && /[a-z]{3}|^\d{4}-\d\d-\d\dT/i.test(header);
  return isDate ? Date.parse(header) : Number.NaN;
}

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110, section 10.2.3). A date is compared with the
 * sender's own clock, if the response says what that shows.
 * @param date the `Date` header of the same response
 * @returns ms to wait from `now`, 0 if that is over; null if the header is missing or malformed
 */
export function parseRetryAfter(
  header: string | null,
  now: number,
  date: string | null = null,
): number | null {
  if (header === null) return null;
  const seconds = Number(SECONDS.exec(header.trim())?.[1] ?? Number.NaN);
  if (seconds < EPOCH_S) return seconds * 1_000;
  const at = Number.isNaN(seconds) ? dateIn(header) : seconds * (seconds < EPOCH_MS ? 1_000 : 1);
  const senderNow = dateIn(date ?? '');
  const wait = at - (Number.isNaN(senderNow) ? now : senderNow);
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

/** Reads upstream's `Retry-After`: between 1 s and 10 min, 10 s by default. Returns ms. */
export function upstreamRetryAfterMs(
  header: string | null,
  now: number,
  date: string | null = null,
): number {
  const wait = parseRetryAfter(header, now, date) ?? DEFAULT_MS;
  return Math.min(MAX_MS, Math.max(MIN_MS, wait));
}
