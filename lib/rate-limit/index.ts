import 'server-only';

export type { RateLimitStatus } from './local-quota';
export { rateLimiter } from './rate-limiter';
export { countRequest } from './request-limits';
