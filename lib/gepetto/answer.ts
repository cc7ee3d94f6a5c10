import type { CallResult } from './call';
import { isCatalogueBody, parseJob, type UpstreamJob } from './contract';
import { upstreamRetryAfterMs } from './retry-after';

/** Everything that asking for a job can come to, in our words. */
export type UpstreamResult =
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
export type UpstreamError = Exclude<UpstreamResult, { kind: 'job' }>;

/** Everything that asking for a lookup list can come to. */
export type CatalogueResult = { kind: 'catalogue'; body: string } | UpstreamError;

/** Statuses that speak of what was asked for. Upstream documents no 404; 400 is the only 4xx beside 401. */
const UNKNOWN_ID = new Set([400, 404, 410, 422]);

/** What says nothing of what was asked for, or the body that came with a 2xx. */
type Classified = UpstreamError | { kind: 'body'; body: string; httpStatus: number };

function classify(result: CallResult, now: number): Classified {
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
    return {
      kind: 'limited',
      httpStatus,
      retryAfterMs: upstreamRetryAfterMs(result.retryAfter, now),
    };
  }
  return { kind: 'refused', httpStatus };
}

/** Sorts the outcome of a call to `GET /job/<id>` into an Answer; `now` in ms UTC. */
export function toUpstreamResult(result: CallResult, now: number): UpstreamResult {
  const sorted = classify(result, now);
  if (sorted.kind !== 'body') return sorted;
  const { body, httpStatus } = sorted;
  const job = parseJob(body);
  return job ? { kind: 'job', job, body } : { kind: 'nonsense', httpStatus };
}

/** The same for a lookup list. */
export function toCatalogueResult(result: CallResult, now: number): CatalogueResult {
  const sorted = classify(result, now);
  if (sorted.kind !== 'body') return sorted;
  const { body, httpStatus } = sorted;
  return isCatalogueBody(body) ? { kind: 'catalogue', body } : { kind: 'nonsense', httpStatus };
}
