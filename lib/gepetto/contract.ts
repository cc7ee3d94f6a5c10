import { findCreatedAt } from './created-at';
import { findReason } from './failure-reason';
import { findOutput, isObject } from './job-output';

// Upstream's responses, as far as they are documented. Only `status` is required: any other field may be
// missing or have another shape, and the response is still read.

/** The fields of a job that we use. */
export type UpstreamJob = {
  /** Upstream's own word, at most 200 characters; `status-words.ts` says what it means. */
  status: string;
  mode: string | undefined;
  /** An http(s) address or a `data:` URI of a picture. */
  output: string | undefined;
  /** Ms UTC; undefined if upstream gives no time that can be read. */
  createdAt: number | undefined;
};

function parseJson(body: string): unknown {
  try {
    // Some servers send a byte order mark, which JSON does not allow (RFC 8259, section 8.1).
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

const shortText = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= max ? value : undefined;

function toJob(value: unknown): UpstreamJob | undefined {
  const json = isObject(value) ? value : {};
  const status = shortText(json.status, 200);
  if (status === undefined) return undefined;
  return {
    status,
    mode: shortText(json.mode, 100),
    output: findOutput(json),
    createdAt: findCreatedAt(json),
  };
}

/** Parses the body of `GET /job/<id>`; undefined if it is not a job. */
export function parseJob(body: string): UpstreamJob | undefined {
  return toJob(parseJson(body));
}

/** Parses the response to a POST that starts a job; undefined if it is not a job with an id. */
export function parseCreatedJob(body: string): (UpstreamJob & { id: string }) | undefined {
  const json = parseJson(body);
  const job = toJob(json);
  const id = isObject(json) ? json.id : undefined;
  return job && typeof id === 'string' ? { ...job, id } : undefined;
}

/** True for a JSON array or object. Upstream documents no more about its lookup lists. */
export function isCatalogueBody(body: string): boolean {
  const value = parseJson(body);
  return typeof value === 'object' && value !== null;
}

/** The reason in the body of a failed job, at most 500 characters; null if it names none. */
export function parseFailure(body: string): string | null {
  return findReason(parseJson(body));
}

/** Upstream's words in the body of an error, at most 300 characters: the reason in its JSON, or a plain text. */
export function parseErrorText(body: string): string | undefined {
  const text = parseFailure(body) ?? (/^\s*[<{[]/.test(body) ? '' : body);
  return (
    text
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, 300) || undefined
  );
}
