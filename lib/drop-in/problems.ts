import { AppError } from '@/lib/errors';
import type { SubmissionRow } from '@/lib/submissions';

const SAFE =
  'Send it again with an Idempotency-Key to be safe: the same key never starts a second job.';

/** Upstream's words as the end of a sentence. */
const because = (reason: string | null) => (reason ? `: ${reason.replace(/\.$/, '')}.` : '.');

/** Statuses about how this server has called upstream: its own callers called it well. */
const ABOUT_OUR_CALL = new Set([405, 406, 407, 408, 411, 417, 421, 426, 431]);

/** The error of a request that upstream, or a person, has turned down, or whose end nobody knows. */
export function problemOf({ state, problem, reason, httpStatus }: SubmissionRow): AppError {
  if (state === 'cancelled' || state === 'closed') {
    return new AppError(
      'start_cancelled',
      'The request was cancelled in Bottega, and is not sent. Send it again if it was not meant to be.',
    );
  }
  if (state === 'uncertain' || state === 'sending') {
    return new AppError(
      'start_uncertain',
      'Gepetto did not confirm this request: a job may have started, and may be billed. Bottega does not send it again by itself. If Gepetto reports a job, it appears in your history.',
      problem === 'no_answer' || state === 'sending' ? { upstreamStatus: 504 } : {},
    );
  }
  if (problem === 'key_rejected') {
    return new AppError(
      'upstream_key_rejected',
      "Gepetto rejected this server's API key. Ask the operator to check GEPETTO_API_KEY.",
    );
  }
  if (problem === 'photo_gone') {
    return new AppError('photo_gone', 'The photo or its mask was deleted. Choose another photo.');
  }
  return new AppError('start_refused', `Gepetto refused the request${because(reason)}`, {
    ...(httpStatus !== null && !ABOUT_OUR_CALL.has(httpStatus) && { upstreamStatus: httpStatus }),
  });
}

/** The error for an account at upstream without credit. */
export function outOfCredit(): AppError {
  return new AppError(
    'upstream_out_of_credit',
    "This server's Gepetto account is out of credit: no job was started. Ask the operator to top up the account.",
    { upstreamStatus: 402 },
  );
}

/**
 * The error for a request that is not sent in time: the budget is spent, or an operator has paused sending.
 * @param kept whether it stays in the queue, because the caller has a key to ask for it again
 */
export function notSentYet(kept: boolean, retryAfterMs: number): AppError {
  const message = kept
    ? 'The request waits to be sent to Gepetto. Send it again with the same Idempotency-Key to get its answer.'
    : `All of this minute's calls to Gepetto are used, or sending is paused: no job was started. ${SAFE}`;
  return new AppError('upstream_busy', message, { retryAfterMs });
}
