import type { FetchResult } from './bounded-fetch';
import { isCatalogueBody, parseJob, type UpstreamJob } from './contract';
import { upstreamRetryAfterMs } from './retry-after';

/** A failed call. What was known before stays valid. See `UPSTREAM_ERROR_WORDS` for the kinds. */
export type UpstreamError =
  | { kind: 'not_found'; httpStatus: number }
  | { kind: 'key_rejected'; httpStatus: number }
  | { kind: 'rate_limited'; httpStatus: number; retryAfterMs: number }
  | { kind: 'timeout' }
  | { kind: 'unreachable' }
  | { kind: 'invalid_response'; httpStatus?: number }
  | { kind: 'upstream_error'; httpStatus: number };

/** The result of `GET /job/<id>`; `body` is upstream's response, verbatim. */
export type UpstreamResult = { kind: 'job'; job: UpstreamJob; body: string } | UpstreamError;

/** The result of `GET /<list>`. */
export type CatalogueResult = { kind: 'catalogue'; body: string } | UpstreamError;

/** Upstream documents 400 and 401 as its only 4xx statuses; the others are what an API would send. */
const NOT_FOUND = new Set([400, 404, 410, 422]);

/** A failed call, or a 2xx response whose body is still to be checked. */
type Classified = UpstreamError | { kind: 'body'; body: string; httpStatus: number };

function classify(result: FetchResult, now: number): Classified {
  if (!result.ok) {
    const { failure } = result;
    const isNetwork = failure === 'timeout' || failure === 'unreachable';
    return { kind: isNetwork ? failure : 'invalid_response' };
  }
  const httpStatus = result.status;
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'body', body: result.body, httpStatus };
  if (NOT_FOUND.has(httpStatus)) return { kind: 'not_found', httpStatus };
  if (httpStatus === 401 || httpStatus === 403) return { kind: 'key_rejected', httpStatus };
  if (httpStatus === 429) {
    const retryAfterMs = upstreamRetryAfterMs(result.retryAfter, now);
    return { kind: 'rate_limited', httpStatus, retryAfterMs };
  }
  return { kind: 'upstream_error', httpStatus };
}

/** Reads the response to `GET /job/<id>`; `now` in ms UTC. */
export function toUpstreamResult(result: FetchResult, now: number): UpstreamResult {
  const classified = classify(result, now);
  if (classified.kind !== 'body') return classified;
  const { body, httpStatus } = classified;
  const job = parseJob(body);
  return job ? { kind: 'job', job, body } : { kind: 'invalid_response', httpStatus };
}

/** Reads the response to `GET /<list>`; `now` in ms UTC. */
export function toCatalogueResult(result: FetchResult, now: number): CatalogueResult {
  const classified = classify(result, now);
  if (classified.kind !== 'body') return classified;
  const { body, httpStatus } = classified;
  return isCatalogueBody(body)
    ? { kind: 'catalogue', body }
    : { kind: 'invalid_response', httpStatus };
}
