import 'server-only';
import { tooManyRequests } from '@/lib/errors';
import type { RateLimitStatus } from '@/lib/rate-limit';
import { type Cors, withCors } from './cors';
import { errorResponse } from './errors';
import { withRequestLog } from './request-log';

/** A request under way. */
export type Call = {
  request: Request;
  /** Set once the request has been counted; reported in the response, an error included. */
  rateLimit: RateLimitStatus | null;
  /** Frees what the request holds. Called when it has been handled, also if it failed. */
  release: () => void;
};

const seconds = (ms: number) => Math.ceil(ms / 1_000);

/** @throws AppError `too_many_requests` */
export function assertWithinRateLimit({ allowed, limit, resetMs }: RateLimitStatus): void {
  if (allowed) return;
  const retryAfterMs = Math.max(1_000, resetMs);
  throw tooManyRequests(
    `You sent more than ${limit} requests in a minute. Try again in ${seconds(retryAfterMs)} s.`,
    retryAfterMs,
  );
}

/**
 * The four fields of draft-ietf-httpapi-ratelimit-headers-06, the last draft that most clients support: later
 * ones combine them into one.
 */
function setRateLimitHeaders(headers: Headers, status: RateLimitStatus): void {
  headers.set('RateLimit-Limit', String(status.limit));
  headers.set('RateLimit-Remaining', String(status.remaining));
  headers.set('RateLimit-Reset', String(seconds(status.resetMs)));
  headers.set('RateLimit-Policy', `${status.limit};w=${status.seconds}`);
}

/** The error boundary: turns what `make` throws into a JSON error. */
async function withErrors(make: () => Promise<Response>): Promise<Response> {
  try {
    return await make();
  } catch (error) {
    return errorResponse(error);
  }
}

/**
 * Answers one API request: the request id, the log line, the error boundary, and the headers that every
 * response has (Cache-Control, rate limit, CORS, X-Request-Id).
 * @param params the route's parameters, for the log line
 */
export function respond(
  request: Request,
  params: Promise<object>,
  cors: Cors,
  make: (call: Call) => Promise<Response>,
): Promise<Response> {
  return withRequestLog(request, params, async () => {
    const call: Call = { request, rateLimit: null, release: () => undefined };
    const response = await withErrors(() => make(call)).finally(() => call.release());
    // Next sends no Cache-Control for route handlers, and a cached status would never change.
    if (!response.headers.has('Cache-Control')) {
      response.headers.set('Cache-Control', 'private, no-store');
    }
    if (call.rateLimit) setRateLimitHeaders(response.headers, call.rateLimit);
    return withCors(request, response, cors);
  });
}
