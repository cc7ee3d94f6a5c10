import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { HOOK_PATH, type SubmissionRow, submitVerbatim } from '@/lib/submissions';
import type { CallerRequest } from './caller-body';
import { problemOf } from './problems';
import { waitForAnswer } from './wait-for-answer';

type StartRequest = CallerRequest & {
  userId: string;
  /** Where the request reached this server. */
  origin: string;
  mode: string;
  idempotencyKey: string | null;
  /** How long the request may wait in the queue, ms. */
  maxWaitMs: number;
};

/** Upstream's answer, verbatim; without our webhook, if upstream repeats it. */
function answerOf({ answer, jobId, mode }: SubmissionRow, callerWebhook: string | undefined) {
  const own = { status: 'pending', id: jobId, mode };
  if (answer === null) return JSON.stringify(own);
  if (!answer.includes(`${HOOK_PATH}/`)) return answer;
  try {
    const { webhook: _, ...json } = JSON.parse(answer);
    return JSON.stringify(callerWebhook === undefined ? json : { ...json, webhook: callerWebhook });
  } catch {
    return JSON.stringify(own);
  }
}

/**
 * Starts a job for a caller of the drop-in, and waits until upstream has named it.
 * @returns the job's id and upstream's answer
 * @throws AppError `start_refused` with upstream's status, `start_uncertain`, `start_cancelled`,
 *   `upstream_out_of_credit`, `upstream_key_rejected`, `upstream_busy`, and those of `submitVerbatim`
 */
export async function startForCaller(
  ctx: Context,
  request: StartRequest,
): Promise<{ jobId: string; answer: string }> {
  const { maxWaitMs, ...wanted } = request;
  const { userId, idempotencyKey } = request;
  const { id } = await submitVerbatim(ctx, wanted);
  const hasKey = idempotencyKey !== null;
  const row = await waitForAnswer(ctx, { userId, id, hasKey, maxWaitMs });
  if (!row) throw new AppError('not_found', 'The request was deleted, with the account.');
  if (row.state !== 'accepted' || row.jobId === null) throw problemOf(row);
  return { jobId: row.jobId, answer: answerOf(row, request.callerWebhook) };
}
