/**
 * The server's clock in the browser. The reader's own clock may be wrong by a day, so it is not read at all: time
 * passes by the monotonic clock, and what the server says is what time it is.
 */

/** Server time minus `performance.now()`, ms. A message under way makes an estimate too small, never too large. */
let offset: number | null = null;
/** The latest time that the server has written into a page, ms UTC. */
let latestRendered = 0;

/** A smaller estimate is a slow message, unless it differs by more than this: then the server's clock was corrected. */
const SLOWEST_MESSAGE_MS = 10_000;

function setOffset(estimate: number): void {
  if (offset === null || estimate > offset || estimate < offset - SLOWEST_MESSAGE_MS) {
    offset = estimate;
  }
}

/** When the document's first byte arrived, in the time of `performance.now()`; now, if the browser does not say. */
function documentArrivedAt(): number {
  const [navigation] = performance.getEntriesByType?.('navigation') ?? [];
  const at = (navigation as PerformanceNavigationTiming | undefined)?.responseStart ?? 0;
  return at > 0 && at < performance.now() ? at : performance.now();
}

/** Learns from the time at which the server rendered a page, ms UTC. The same page may tell it again later. */
export function learnRenderedAt(now: number): void {
  if (now <= latestRendered) return;
  latestRendered = now;
  setOffset(now - (offset === null ? documentArrivedAt() : performance.now()));
}

/** Learns from a response that has just arrived. Its `Date` has whole seconds, so the estimate is at most 1 s off. */
export function learnFromResponse({ headers }: Response): void {
  const now = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(now)) setOffset(now - performance.now());
}

/** The server's time, ms UTC. @param fallback as long as the server has said nothing */
export function serverNow(fallback = 0): number {
  return offset === null ? fallback : Math.round(offset + performance.now());
}
