/** The closed list of error codes. `lib/http/errors.ts` maps each to an HTTP status. */
export const ERROR_CODES = [
  'invalid_request',
  'invalid_job_id',
  'too_many_job_ids',
  'unauthenticated',
  'invalid_token',
  'insufficient_scope',
  'token_not_allowed',
  'confirmation_required',
  'wrong_password',
  'wrong_code',
  'authenticator_exists',
  'authenticator_unreadable',
  'passkey_rejected',
  'too_many_passkeys',
  'last_way_in',
  'common_password',
  'password_exists',
  'link_expired',
  'mail_unavailable',
  'token_in_url',
  'too_many_tokens',
  'too_many_webhooks',
  'too_many_jobs',
  'too_many_shares',
  'too_many_recipes',
  'recipe_exists',
  'too_many_photos',
  'photo_not_a_picture',
  'logo_not_a_picture',
  'photo_damaged',
  'photo_too_large',
  'photo_address_refused',
  'photo_address_failed',
  'photo_gone',
  'mask_unreadable',
  'mask_wrong_size',
  'mask_not_black_and_white',
  'mask_empty',
  'storage_unavailable',
  'forbidden_origin',
  'method_not_allowed',
  'not_found',
  'job_not_found',
  'job_failed',
  'job_unfinished',
  'start_refused',
  'start_cancelled',
  'start_uncertain',
  'idempotency_conflict',
  'too_many_submissions',
  'allowance_spent',
  'submission_settled',
  'email_taken',
  'mail_not_set_up',
  'mail_failed',
  'sign_up_closed',
  'last_operator',
  'own_account',
  'deletion_in_progress',
  'invitation_required',
  'invitation_invalid',
  'too_many_invitations',
  'too_many_requests',
  'body_too_large',
  'unsupported_media_type',
  // Sent by the HTTP server in front of the app, see `scripts/server`.
  'headers_too_large',
  'precondition_failed',
  'range_not_satisfiable',
  'request_timeout',
  'upstream_key_rejected',
  'upstream_forbidden',
  'upstream_out_of_credit',
  'upstream_too_large',
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_busy',
  'picture_unavailable',
  'result_expired',
  'server_busy',
  'database_unavailable',
  'not_configured',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

type Details = {
  /** When a retry makes sense, ms from now. */
  retryAfterMs?: number;
  /** The scope that the token lacks. */
  scope?: string;
  /** What the resource accepts instead, by the name of a response header. */
  accepts?: { Accept: string } | { 'Accept-Encoding': string };
  /** Upstream's HTTP status, if the response should repeat it. */
  upstreamStatus?: number;
  /** Never shown and not logged: log it where the error is created. */
  cause?: unknown;
};

/** An expected failure: a code for programs and a sentence for people. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly scope: string | undefined;
  readonly accepts: Details['accepts'];
  readonly upstreamStatus: number | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryAfterMs = details.retryAfterMs;
    this.scope = details.scope;
    this.accepts = details.accepts;
    this.upstreamStatus = details.upstreamStatus;
  }
}

/** A thrown value for a log line: only its name, since a message may contain a query's values. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * The codes of a thrown value and of its causes, for a log line, such as `SQLITE_BUSY`. `unknown` if there
 * are none.
 */
export function errorCodes(error: unknown): string {
  const codes = new Set<string>();
  let at = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++, at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && code !== '') codes.add(code);
  }
  return [...codes].join(' ') || 'unknown';
}

/** The error for what a link on another site would change or spend. */
export function foreignRequest(): AppError {
  return new AppError(
    'forbidden_origin',
    'A page of another site led here, so nothing was changed or requested. Open this site and try again from there.',
  );
}

/**
 * The error of every rate limit.
 * @param retryAfterMs when the caller may try again, ms from now
 */
export function tooManyRequests(message: string, retryAfterMs: number): AppError {
  return new AppError('too_many_requests', message, { retryAfterMs });
}
