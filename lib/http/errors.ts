import 'server-only';
import { isUnavailable } from '@/lib/db';
import { ConfigurationError } from '@/lib/env';
import { AppError, type ErrorCode, errorCodes, errorName } from '@/lib/errors';
import { log } from '@/lib/log';

/** The HTTP status of each error code. An error with `upstreamStatus` has that status instead. */
export const STATUS: Record<ErrorCode, number> = {
  invalid_request: 400,
  invalid_job_id: 400,
  too_many_job_ids: 400,
  unauthenticated: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  token_not_allowed: 403,
  confirmation_required: 403,
  wrong_password: 403,
  wrong_code: 403,
  authenticator_exists: 409,
  authenticator_unreadable: 409,
  passkey_rejected: 403,
  too_many_passkeys: 409,
  last_way_in: 409,
  common_password: 400,
  password_exists: 409,
  link_expired: 410,
  mail_unavailable: 503,
  token_in_url: 400,
  too_many_tokens: 409,
  too_many_webhooks: 409,
  too_many_jobs: 409,
  too_many_shares: 409,
  too_many_recipes: 409,
  recipe_exists: 409,
  too_many_photos: 409,
  photo_not_a_picture: 422,
  logo_not_a_picture: 422,
  photo_damaged: 422,
  photo_too_large: 413,
  photo_address_refused: 422,
  photo_address_failed: 422,
  photo_gone: 410,
  mask_unreadable: 422,
  mask_wrong_size: 422,
  mask_not_black_and_white: 422,
  mask_empty: 422,
  storage_unavailable: 503,
  forbidden_origin: 403,
  method_not_allowed: 405,
  not_found: 404,
  job_not_found: 404,
  // No status that scripts try again: each try is billed.
  job_failed: 422,
  job_unfinished: 504,
  start_refused: 422,
  start_cancelled: 409,
  start_uncertain: 502,
  idempotency_conflict: 422,
  too_many_submissions: 409,
  allowance_spent: 403,
  submission_settled: 409,
  email_taken: 409,
  mail_not_set_up: 409,
  mail_failed: 503,
  sign_up_closed: 403,
  last_operator: 409,
  own_account: 409,
  deletion_in_progress: 409,
  invitation_required: 403,
  invitation_invalid: 403,
  too_many_invitations: 409,
  too_many_requests: 429,
  body_too_large: 413,
  unsupported_media_type: 415,
  headers_too_large: 431,
  precondition_failed: 412,
  range_not_satisfiable: 416,
  request_timeout: 408,
  upstream_key_rejected: 502,
  upstream_forbidden: 502,
  upstream_out_of_credit: 502,
  upstream_too_large: 502,
  upstream_unavailable: 502,
  upstream_timeout: 504,
  upstream_busy: 503,
  picture_unavailable: 502,
  result_expired: 410,
  server_busy: 503,
  database_unavailable: 503,
  not_configured: 503,
  internal: 500,
};

/** When to try again while the database is unavailable, ms. */
const RETRY_MS = 5_000;

/** Where an error was thrown, without its message: Drizzle's repeats the values of the query. */
function framesOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Maps every thrown value to an AppError. Logs an unexpected one, which becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ConfigurationError) {
    // Its message names variables, never values. Not logged: an invalid configuration has no log.
    const message = `Bottega is not configured correctly. ${error.message}`;
    return new AppError('not_configured', message, { cause: error });
  }
  const codes = errorCodes(error);
  if (isUnavailable(error)) {
    log().error({ codes }, 'the database is unavailable');
    return new AppError(
      'database_unavailable',
      'The database cannot be reached or written at the moment. Try again in a few seconds.',
      { retryAfterMs: RETRY_MS, cause: error },
    );
  }
  log().error({ error: errorName(error), codes, stack: framesOf(error) }, 'unexpected error');
  return new AppError(
    'internal',
    'An unexpected error occurred and was logged. Try again in a moment.',
    {
      cause: error,
    },
  );
}

/** The error codes of RFC 6750, section 3.1. A request without a token gets none. */
const BEARER_ERROR: Partial<Record<ErrorCode, string>> = {
  invalid_token: 'invalid_token',
  insufficient_scope: 'insufficient_scope',
  token_not_allowed: 'insufficient_scope',
};

/** The `WWW-Authenticate` header of an error (RFC 6750, section 3); null if authentication is not the problem. */
function challenge({ code, scope }: AppError): string | null {
  const error = BEARER_ERROR[code];
  if (error === undefined && code !== 'unauthenticated') return null;
  const parts = ['realm="bottega"'];
  if (error) parts.push(`error="${error}"`);
  if (scope) parts.push(`scope="${scope}"`);
  return `Bearer ${parts.join(', ')}`;
}

/** The only place of the app's routes where an error becomes HTTP: `{"error": {"code", "message"}}`, its status and headers. */
export function errorResponse(thrown: unknown): Response {
  const error = toAppError(thrown);
  const status = error.upstreamStatus ?? STATUS[error.code];
  const headers = new Headers({ 'Cache-Control': 'private, no-store', ...error.accepts });
  const authenticate = challenge(error);
  if (authenticate !== null) headers.set('WWW-Authenticate', authenticate);
  if (error.retryAfterMs !== undefined) {
    headers.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1_000)));
  }
  return Response.json(
    { error: { code: error.code, message: error.message } },
    { status, headers },
  );
}
