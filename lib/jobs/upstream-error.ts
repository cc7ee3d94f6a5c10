import { AppError } from '@/lib/errors';
import { errorCodeOf } from '@/lib/gepetto';
import type { ResponseRow } from './row';
import type { Trouble } from './view';

type Code = Trouble['code'];

const MESSAGE: Record<Code, string> = {
  unknown:
    'Gepetto does not know this job. Check the id; a job made just now may take a minute to appear.',
  key_rejected:
    'Gepetto refuses the key of this Bottega. Your own access is fine: whoever runs it must check GEPETTO_API_KEY.',
  limited:
    'Gepetto has had enough calls for now. Nothing is lost: the job is asked for again by itself.',
  timeout: 'Gepetto did not answer in time. Nothing is lost: the job is asked for again by itself.',
  unreachable: 'Gepetto cannot be reached. Nothing is lost: the job is asked for again by itself.',
  nonsense:
    'Gepetto answered something that is not a job. Nothing is lost: the job is asked for again by itself.',
  refused: 'Gepetto has trouble of its own. Nothing is lost: the job is asked for again by itself.',
};

/** What was wrong with the last ask for a job, in words; null when it was answered. */
export function upstreamErrorOf(row: ResponseRow): Trouble | null {
  if (row.troubleCode === null || row.troubleAt === null) return null;
  return { code: row.troubleCode, message: MESSAGE[row.troubleCode], at: row.troubleAt };
}

/** The one answer for a job that does not exist and for one that belongs to somebody else. */
export function jobNotFound(upstreamStatus?: number): AppError {
  return new AppError('job_not_found', MESSAGE.unknown, {
    ...(upstreamStatus === undefined ? {} : { upstreamStatus }),
  });
}

/** The error for a job of which nothing is known, from what the last ask came to. */
export function noResponseError(row: ResponseRow, now: number): AppError {
  const code = row.troubleCode ?? 'timeout';
  if (code === 'unknown') return jobNotFound(row.troubleStatus ?? undefined);
  return new AppError(errorCodeOf(code), MESSAGE[code], {
    retryAfterMs: Math.max(1_000, row.nextCheckAt - now),
  });
}
