import 'server-only';
import { AppError } from '@/lib/errors';
import type { RateLimitStatus } from '@/lib/rate-limit';

const seconds = (ms: number) => Math.ceil(ms / 1_000);

/**
 * Says on an answer how its caller stands, in the four fields of draft-ietf-httpapi-ratelimit-headers-06,
 * the last that most clients know: later drafts fold them into one.
 */
export function withRateLimit(response: Response, standing: RateLimitStatus): Response {
  const { headers } = response;
  headers.set('RateLimit-Limit', String(standing.limit));
  headers.set('RateLimit-Remaining', String(standing.remaining));
  headers.set('RateLimit-Reset', String(seconds(standing.resetMs)));
  headers.set('RateLimit-Policy', `${standing.limit};w=${standing.seconds}`);
  return response;
}

/** @throws AppError `too_many_requests` for a request that is one too many */
export function assertAllowedRate({ allowed, limit, resetMs }: RateLimitStatus): void {
  if (allowed) return;
  const retryAfterMs = Math.max(1_000, resetMs);
  throw new AppError(
    'too_many_requests',
    `That was more than ${limit} requests in a minute. Try again in ${seconds(retryAfterMs)} s.`,
    { retryAfterMs },
  );
}
