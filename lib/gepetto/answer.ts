import type { CallResult } from './call';
import { isCatalogue, readJob, type UpstreamJob } from './contract';
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

/** Everything that asking for a lookup list can come to. */
export type CatalogueAnswer = { kind: 'catalogue'; body: string } | Trouble;

/** Statuses that speak of what was asked for. Upstream documents no 404; 400 is the only 4xx beside 401. */
const UNKNOWN_ID = new Set([400, 404, 410, 422]);

/** What says nothing of what was asked for, or the body that came with a 2xx. */
type Sorted = Trouble | { kind: 'body'; body: string; httpStatus: number };

function sort(result: CallResult, now: number): Sorted {
  if (!result.ok) {
    if (result.failure === 'timeout' || result.failure === 'unreachable') {
      return { kind: result.failure };
    }
    return { kind: 'nonsense' };
  }
  const httpStatus = result.status;
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'body', body: result.body, httpStatus };
  if (UNKNOWN_ID.has(httpStatus)) return { kind: 'unknown', httpStatus };
  if (httpStatus === 401 || httpStatus === 403) return { kind: 'key_rejected', httpStatus };
  if (httpStatus === 429) {
    return { kind: 'limited', httpStatus, retryAfterMs: retryAfterMs(result.retryAfter, now) };
  }
  return { kind: 'refused', httpStatus };
}

/** Sorts the outcome of a call to `GET /job/<id>` into an Answer; `now` in ms UTC. */
export function readAnswer(result: CallResult, now: number): Answer {
  const sorted = sort(result, now);
  if (sorted.kind !== 'body') return sorted;
  const { body, httpStatus } = sorted;
  const job = readJob(body);
  return job ? { kind: 'job', job, body } : { kind: 'nonsense', httpStatus };
}

/** The same for a lookup list. */
export function readCatalogueAnswer(result: CallResult, now: number): CatalogueAnswer {
  const sorted = sort(result, now);
  if (sorted.kind !== 'body') return sorted;
  const { body, httpStatus } = sorted;
  return isCatalogue(body) ? { kind: 'catalogue', body } : { kind: 'nonsense', httpStatus };
}
