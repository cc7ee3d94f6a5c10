import type { FetchResult } from './bounded-fetch';
import { isCatalogueBody, parseErrorText, parseJob, type UpstreamJob } from './contract';
import { upstreamRetryAfterMs } from './retry-after';
import { normalizeStatus } from './status-words';

/** `httpStatus` of upstream's response, and its words if it gave any, at most 300 characters. */
type Refusal = { httpStatus: number; words?: string | undefined };

/** A failed call. What was known before stays valid. See `UPSTREAM_ERROR_WORDS` for the kinds. */
export type UpstreamError =
  | ({
      kind: 'not_found' | 'key_rejected' | 'forbidden' | 'out_of_credit' | 'upstream_error';
    } & Refusal)
  | ({ kind: 'rate_limited'; retryAfterMs: number } & Refusal)
  | { kind: 'timeout' | 'unreachable' | 'too_large' }
  | { kind: 'invalid_response'; httpStatus?: number };

/** The result of `GET /job/<id>`; `body` is upstream's response, verbatim. */
export type UpstreamResult = { kind: 'job'; job: UpstreamJob; body: string } | UpstreamError;

/** The result of `GET /<list>`. */
export type CatalogueResult = { kind: 'catalogue'; body: string } | UpstreamError;

/** Upstream documents 400 and 401 as its only 4xx statuses; the others are what an API would send. */
const KINDS = new Map<number, 'not_found' | 'key_rejected' | 'forbidden' | 'out_of_credit'>([
  [400, 'not_found'],
  [404, 'not_found'],
  [410, 'not_found'],
  [422, 'not_found'],
  [401, 'key_rejected'],
  [402, 'out_of_credit'],
  // Of one id this says nothing about the key; `lib/budget` judges the key by several.
  [403, 'forbidden'],
]);

/** A failed call, or a 2xx response whose body is still to be checked. */
type Classified = UpstreamError | { kind: 'body'; body: string; httpStatus: number };

function classify(result: FetchResult, now: number): Classified {
  if (!result.ok) {
    const { failure } = result;
    return { kind: failure === 'redirected' ? 'invalid_response' : failure };
  }
  const { status: httpStatus, body, retryAfter, date } = result;
  if (httpStatus >= 200 && httpStatus < 300) return { kind: 'body', body, httpStatus };
  const words = parseErrorText(body);
  const refusal = words === undefined ? { httpStatus } : { httpStatus, words };
  if (httpStatus === 429) {
    return {
      kind: 'rate_limited',
      retryAfterMs: upstreamRetryAfterMs(retryAfter, now, date),
      ...refusal,
    };
  }
  return { kind: KINDS.get(httpStatus) ?? 'upstream_error', ...refusal };
}

/** `{"status": "Task not found"}`: 404 in the words of a service that always answers with 200. */
const UNKNOWN = /^(?:(?:job|task|prediction|request)_)?(?:not_found|unknown_(?:id|job|task))$/;
const saysUnknown = ({ status, output }: UpstreamJob) =>
  output === undefined && UNKNOWN.test(normalizeStatus(status));

/** Reads the response to `GET /job/<id>`; `now` in ms UTC, `base` as for `parseJob`. */
export function toUpstreamResult(result: FetchResult, now: number, base?: string): UpstreamResult {
  const classified = classify(result, now);
  if (classified.kind !== 'body') return classified;
  const { body, httpStatus } = classified;
  const job = parseJob(body, base);
  if (!job) return { kind: 'invalid_response', httpStatus };
  return saysUnknown(job) ? { kind: 'not_found', httpStatus: 404 } : { kind: 'job', job, body };
}

/** Longer lists are not kept, characters. They stand in one row, and a libSQL server sends none of more than 10 MB. */
const MAX_CATALOGUE = 2 * 1024 * 1024;

/** Reads the response to `GET /<list>`; `now` in ms UTC. */
export function toCatalogueResult(result: FetchResult, now: number): CatalogueResult {
  const classified = classify(result, now);
  if (classified.kind !== 'body') return classified;
  const { body, httpStatus } = classified;
  if (body.length > MAX_CATALOGUE) return { kind: 'too_large' };
  return isCatalogueBody(body)
    ? { kind: 'catalogue', body }
    : { kind: 'invalid_response', httpStatus };
}
