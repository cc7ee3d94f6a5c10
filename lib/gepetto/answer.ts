import type { CallResult } from './call';
import { readJob, type UpstreamJob } from './contract';
import { retryAfterMs } from './retry-after';

/** Everything that asking for a job can come to, in our words. */
export type Answer =
  | { kind: 'job'; job: UpstreamJob; body: string }
  /** Upstream does not know the id. */
  | { kind: 'unknown'; httpStatus: number }
  /** Upstream refuses our key. */
  | { kind: 'key_rejected'; httpStatus: number }
  /** Upstream had enough calls for now. */
  | { kind: 'limited'; httpStatus: number; retryAfterMs: number }
  | { kind: 'timeout' }
  | { kind: 'unreachable' }
  /** Something came, but not a job: HTML, half a JSON, a redirect, far too much. */
  | { kind: 'nonsense'; httpStatus?: number }
  /** Any other status: upstream has trouble of its own. */
  | { kind: 'refused'; httpStatus: number };

/** An answer that says nothing of the job: what was known stays as it is. */
export type Trouble = Exclude<Answer, { kind: 'job' }>;

/** Statuses that speak of the id. Upstream documents no 404; 400 is the only 4xx beside 401. */
const UNKNOWN_ID = new Set([400, 404, 410, 422]);

/** Sorts the outcome of a call to `GET /job/<id>` into an Answer; `now` in ms UTC. */
export function readAnswer(result: CallResult, now: number): Answer {
  if (!result.ok) {
    if (result.failure === 'timeout' || result.failure === 'unreachable') {
      return { kind: result.failure };
    }
    return { kind: 'nonsense' };
  }
  const httpStatus = result.status;
  if (httpStatus >= 200 && httpStatus < 300) {
    const job = readJob(result.body);
    return job ? { kind: 'job', job, body: result.body } : { kind: 'nonsense', httpStatus };
  }
  if (UNKNOWN_ID.has(httpStatus)) return { kind: 'unknown', httpStatus };
  if (httpStatus === 401 || httpStatus === 403) return { kind: 'key_rejected', httpStatus };
  if (httpStatus === 429) {
    return { kind: 'limited', httpStatus, retryAfterMs: retryAfterMs(result.retryAfter, now) };
  }
  return { kind: 'refused', httpStatus };
}
