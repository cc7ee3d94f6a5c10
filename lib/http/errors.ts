import 'server-only';
import { ConfigurationError } from '@/lib/env';
import { AppError, type ErrorCode } from '@/lib/errors';
import { log } from '@/lib/log';
import { challenge } from './challenge';

/** The status of each error, but for those that repeat the one of upstream. */
export const STATUS: Record<ErrorCode, number> = {
  invalid_request: 400,
  invalid_job_id: 400,
  unauthenticated: 401,
  invalid_token: 401,
  insufficient_scope: 403,
  token_not_allowed: 403,
  token_in_url: 400,
  too_many_tokens: 409,
  forbidden_origin: 403,
  method_not_allowed: 405,
  not_found: 404,
  job_not_found: 404,
  email_taken: 409,
  sign_up_closed: 403,
  too_many_requests: 429,
  body_too_large: 413,
  headers_too_large: 431,
  request_timeout: 408,
  upstream_key_rejected: 502,
  upstream_unavailable: 502,
  upstream_timeout: 504,
  upstream_busy: 503,
  picture_unavailable: 502,
  database_unavailable: 503,
  not_configured: 503,
  internal: 500,
};

/** What the two drivers call a database that cannot be read or written just now. */
const DATABASE_TROUBLE =
  /SQLITE_(BUSY|LOCKED|READONLY|IOERR|FULL|CANTOPEN|CORRUPT|NOTADB)|LibsqlError|HRANA|SERVER_ERROR|DATABASE_UNREACHABLE/;

function codesOf(error: unknown): string {
  const codes: string[] = [];
  for (let at = error; at instanceof Error && codes.length < 5; at = at.cause) {
    codes.push(at.name, String((at as { code?: unknown }).code ?? ''));
  }
  return codes.join(' ');
}

/** The sentences name variables, never values. They are not logged here: the log wants the configuration too. */
function notConfigured(error: ConfigurationError): AppError {
  return new AppError('not_configured', `Bottega is not set up. ${error.message}`, {
    cause: error,
  });
}

/** Where an error was thrown, without its message: Drizzle's repeats what stood in the query. */
function framesOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Turns whatever was thrown into an AppError; what is unknown is logged and becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ConfigurationError) return notConfigured(error);
  const codes = codesOf(error);
  if (DATABASE_TROUBLE.test(codes)) {
    log().error({ codes }, 'the database cannot be used');
    return new AppError(
      'database_unavailable',
      'The database cannot be used just now. Nothing was lost: try again in a moment.',
      { retryAfterMs: 2_000, cause: error },
    );
  }
  log().error({ codes, stack: framesOf(error) }, 'unexpected error');
  return new AppError('internal', 'Something went wrong here. Try again; it has been logged.', {
    cause: error,
  });
}

/** The one place where errors become HTTP: `{"error": {"code", "message"}}` and its status and headers. */
export function errorResponse(thrown: unknown): Response {
  const error = toAppError(thrown);
  const status = error.upstreamStatus ?? STATUS[error.code];
  const headers = new Headers({ 'Cache-Control': 'private, no-store' });
  const wanted = challenge(error);
  if (wanted !== null) headers.set('WWW-Authenticate', wanted);
  if (error.retryAfterMs !== undefined) {
    headers.set('Retry-After', String(Math.ceil(error.retryAfterMs / 1_000)));
  }
  return Response.json(
    { error: { code: error.code, message: error.message } },
    { status, headers },
  );
}
