import { errorCodes } from '@/lib/errors';
import { noteDatabaseFailure } from '@/lib/request';

/** Codes of both drivers, and our own, for a database that cannot be read or written at the moment. */
const UNAVAILABLE =
  /^(?:SQLITE_(?:BUSY|LOCKED|READONLY|IOERR|FULL|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)|HRANA_|SERVER_ERROR|STREAM_EXPIRED|BLOCKED|DATABASE_)/;

/** The driver's sentence without what it quotes: that may be a value of the query. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error) || 'params' in error) return '';
  return `: ${error.message.split('\n', 1)[0]?.replaceAll(/"[^"]*"|'[^']*'/g, '"…"')}`;
}

/**
 * A query that failed. It replaces the errors of Drizzle and of the drivers, whose messages repeat the
 * values of the query (session ids, hashes of tokens): Next and the tracer log whatever is thrown.
 */
export class DatabaseError extends Error {
  /** The codes of the driver's error and of its causes, such as `SQLITE_BUSY`. */
  readonly code: string;

  constructor(error: unknown) {
    const code = errorCodes(error);
    super(`The database failed (${code})${sentenceOf(error)}`);
    this.name = 'DatabaseError';
    this.code = code;
  }
}

/** True if the database cannot be read or written at the moment; false if the query itself is wrong. */
export function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(errorCodes(error));
}

/** `error` as a `DatabaseError` without the values of its query. */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (isUnavailable(error)) noteDatabaseFailure();
  // Drizzle's wrapper holds the values; the driver's error is its cause.
  const inner = error instanceof Error && 'params' in error ? error.cause : error;
  return new DatabaseError(inner);
}
