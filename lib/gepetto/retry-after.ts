const MIN_MS = 1_000;
const MAX_MS = 600_000;
const DEFAULT_MS = 10_000;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date (RFC 9110, section 10.2.3).
 * @returns ms to wait from `now`; null if the header is missing or malformed
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const wait = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : wait;
}

/** Reads upstream's `Retry-After`: between 1 s and 10 min, 10 s by default. Returns ms. */
export function upstreamRetryAfterMs(header: string | null, now: number): number {
  const wait = parseRetryAfter(header, now) ?? DEFAULT_MS;
  return Math.min(MAX_MS, Math.max(MIN_MS, wait));
}
