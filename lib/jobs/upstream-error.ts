import type { jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { errorCodeOf, UPSTREAM_ERROR_WORDS, type UpstreamErrorKind } from '@/lib/gepetto';
import type { UpstreamErrorBody } from './schemas';

type LastCheck = Pick<
  typeof jobs.$inferSelect,
  'troubleCode' | 'troubleStatus' | 'troubleAt' | 'nextCheckAt'
>;

const RETRIED = 'The job will be checked again automatically.';

const MESSAGE: Record<UpstreamErrorKind, string> = {
  not_found: 'Gepetto does not know this job. Check the ID. A new job can take a minute to appear.',
  key_rejected:
    "Gepetto rejected this server's API key. Ask the operator to check GEPETTO_API_KEY.",
  forbidden: "Gepetto denies this server's API key access to this job. Check the ID.",
  out_of_credit:
    "This server's Gepetto account is out of credit. Ask the operator to top up the account.",
  too_large: "Gepetto's response for this job is larger than 16 MB and was not read.",
  rate_limited: `Gepetto's rate limit is used up for now. ${RETRIED}`,
  timeout: `Gepetto did not respond in time. ${RETRIED}`,
  unreachable: `Gepetto could not be reached. ${RETRIED}`,
  invalid_response: `Gepetto's response was not a job. ${RETRIED}`,
  upstream_error: `Gepetto reported an internal error. ${RETRIED}`,
};

/** Why the last check of a job failed; null if it succeeded. */
export function upstreamErrorOf(row: LastCheck): UpstreamErrorBody | null {
  if (row.troubleCode === null || row.troubleAt === null) return null;
  const kind = row.troubleCode;
  return { code: UPSTREAM_ERROR_WORDS[kind], message: MESSAGE[kind], at: row.troubleAt };
}

/**
 * The same error for a job that does not exist and for one that belongs to another user.
 * @param retryAfterMs when upstream will be asked for it again, ms from now
 */
export function jobNotFound(upstreamStatus?: number, retryAfterMs?: number): AppError {
  return new AppError('job_not_found', MESSAGE.not_found, {
    ...(upstreamStatus === undefined ? {} : { upstreamStatus }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/**
 * The error for an id that upstream has never returned, while calls for such ids have used their share.
 * @param retryAfterMs when there will be a call for one, ms from now
 */
export function tooManyUnknownIds(retryAfterMs: number): AppError {
  const ms = Math.max(1_000, retryAfterMs);
  const message = `Too many job IDs that Gepetto does not know were requested in this minute, by all users together. Try again in ${Math.ceil(ms / 1_000)} s.`;
  return new AppError('upstream_busy', message, { retryAfterMs: ms });
}

/** The error for a job that is not in the user's history, whether it exists or not. */
export function notInHistory(): AppError {
  return new AppError(
    'job_not_found',
    'This job is not in your history. It was removed, or never added. Add it by its ID.',
  );
}

/** The error for a job without any response of upstream, from the result of the last check. */
export function noResponseError(row: LastCheck, now: number): AppError {
  const kind = row.troubleCode ?? 'timeout';
  const retryAfterMs = Math.max(1_000, row.nextCheckAt - now);
  if (kind === 'not_found') return jobNotFound(row.troubleStatus ?? undefined, retryAfterMs);
  return new AppError(errorCodeOf(kind), MESSAGE[kind], { retryAfterMs });
}
