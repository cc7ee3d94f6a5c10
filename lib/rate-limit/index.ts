import 'server-only';

export { type GuessLimit, guessLimiter } from './guess-limiter';
export type { RateLimitStatus } from './local-quota';
export { rateLimiter } from './rate-limiter';
export { countRequest } from './request-limits';
