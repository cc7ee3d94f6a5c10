import 'server-only';
import { AddressNotAllowedError } from '@/lib/filtered-lookup';
import type { ResultProblem } from '@/lib/results/model';

/** A picture that cannot be used, and why. The message is for the log. */
export class PictureError extends Error {
  readonly problem: ResultProblem;

  constructor(problem: ResultProblem, message: string = problem, cause?: unknown) {
    super(message, { cause });
    this.name = 'PictureError';
    this.problem = problem;
  }
}

/** Why a picture could not be decoded: it is damaged, or it took too long. */
export function toDecodingError(error: unknown): PictureError {
  if (error instanceof PictureError) return error;
  const isLate = error instanceof Error && error.message.includes('timeout');
  return new PictureError(isLate ? 'interrupted' : 'damaged', 'could not be decoded', error);
}

/** Why a picture could not be fetched. Errors of the connection have many names: they all mean `unreachable`. */
export function toPictureError(error: unknown): PictureError {
  if (error instanceof PictureError) return error;
  const refused = error instanceof AddressNotAllowedError;
  const message = error instanceof Error ? error.name : 'unknown';
  return new PictureError(refused ? 'refused_address' : 'unreachable', message, error);
}
