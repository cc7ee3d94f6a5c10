/**
 * The closed list of what can go wrong. No HTTP here: `lib/http/errors.ts` maps each code to a status.
 */
export const ERROR_CODES = [
  'invalid_request',
  'invalid_job_id',
  'unauthenticated',
  'invalid_token',
  'insufficient_scope',
  'token_not_allowed',
  'token_in_url',
  'too_many_tokens',
  'forbidden_origin',
  'method_not_allowed',
  'not_found',
  'job_not_found',
  'email_taken',
  'sign_up_closed',
  'too_many_requests',
  'body_too_large',
  // These two are said by the server in front of the app, see `scripts/server`.
  'headers_too_large',
  'request_timeout',
  'upstream_key_rejected',
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_busy',
  'picture_unavailable',
  'database_unavailable',
  'not_configured',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

type Details = {
  /** How long to wait before trying again makes sense, ms. */
  retryAfterMs?: number;
  /** The scope that a token would have needed. */
  scope?: string;
  /** The HTTP status with which upstream answered, where that is to be repeated. */
  upstreamStatus?: number;
  /** What led to it. Never shown; whoever makes the error has logged it. */
  cause?: unknown;
};

/** An expected failure: a code for programs and one clear sentence for people. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly scope: string | undefined;
  readonly upstreamStatus: number | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryAfterMs = details.retryAfterMs;
    this.scope = details.scope;
    this.upstreamStatus = details.upstreamStatus;
  }
}

/** What a log line says of whatever was thrown: its name alone, since a message may hold a query's values. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
