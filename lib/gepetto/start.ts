import type { FetchResult } from './bounded-fetch';
import { parseCreatedJob, parseErrorText, type UpstreamJob } from './contract';
import { isJobId } from './model';
import { upstreamRetryAfterMs } from './retry-after';

/** A request to start a job: upstream's endpoint (`redesign`, `furnish`, ...) and its JSON body. */
export type StartRequest = { mode: string; query?: string; body: Record<string, unknown> };

/** Upstream's status, its response verbatim, and its words if it gave any, at most 300 characters. */
type Answer = { httpStatus: number; body: string; words?: string | undefined };

/** Why no job is known to have started. */
export type StartError =
  /** Nothing was started. `rejected`: any other 4xx. */
  | ({ kind: 'rejected' | 'key_rejected' | 'forbidden' | 'out_of_credit' } & Answer)
  | ({ kind: 'rate_limited'; retryAfterMs: number } & Answer)
  /** A job may have started: 5xx, no answer, or one that names no job. */
  | ({ kind: 'upstream_error' } & Answer)
  | { kind: 'timeout' | 'too_large' }
  | { kind: 'invalid_response'; httpStatus?: number; body?: string }
  /** `sent`: false if upstream cannot have got the request. */
  | { kind: 'unreachable'; sent: boolean };

/** The result of `POST /<mode>` with a webhook; `body` is upstream's response, verbatim. */
export type StartResult =
  | { kind: 'created'; id: string; job: UpstreamJob; body: string; httpStatus: number }
  | StartError;

const KINDS = new Map<number, 'key_rejected' | 'forbidden' | 'out_of_credit'>([
  [401, 'key_rejected'],
  [402, 'out_of_credit'],
  [403, 'forbidden'],
]);

/** Whether a failed start may have started a job all the same, which may be billed. */
export function mayHaveStarted(error: StartError): boolean {
  if (error.kind === 'unreachable') return error.sent;
  return ['upstream_error', 'timeout', 'too_large', 'invalid_response'].includes(error.kind);
}

/** Reads the response to a POST that starts a job; `now` in ms UTC. */
export function toStartResult(result: FetchResult, now: number): StartResult {
  if (!result.ok) {
    const { failure, sent = true } = result;
    if (failure === 'unreachable') return { kind: failure, sent };
    return { kind: failure === 'redirected' ? 'invalid_response' : failure };
  }
  const { status: httpStatus, body, retryAfter, date } = result;
  if (httpStatus >= 200 && httpStatus < 300) {
    const job = parseCreatedJob(body);
    if (!job || !isJobId(job.id)) return { kind: 'invalid_response', httpStatus, body };
    return { kind: 'created', id: job.id, job, body, httpStatus };
  }
  const answer = { httpStatus, body, words: parseErrorText(body) };
  if (httpStatus === 429) {
    const retryAfterMs = upstreamRetryAfterMs(retryAfter, now, date);
    return { kind: 'rate_limited', retryAfterMs, ...answer };
  }
  const isRefusal = httpStatus >= 400 && httpStatus < 500;
  return { kind: isRefusal ? (KINDS.get(httpStatus) ?? 'rejected') : 'upstream_error', ...answer };
}
