import { findCreatedAt } from './created-at';
import { findReason } from './failure-reason';
import { findOutput } from './job-output';
import { fieldOf, isObject, type Json } from './json';

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

/** Text that a database can store: without NULs and halves of characters. */
const storable = (text: string) => text.replaceAll('\0', '').toWellFormed();

const shortText = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= max ? storable(value) : undefined;

/** The names of the status, best first. */
const STATUS_NAMES = ['status', 'state', 'jobstatus', 'jobstate', 'taskstatus', 'phase'];
/** Fields around a job. */
const ENVELOPES = ['data', 'job', 'result', 'task', 'response', 'prediction'];
/** Longer statuses are cut off: some services add the reason of a failure. Characters. */
const MAX_STATUS = 200;

function statusOf(json: Json, isInner = false): string | undefined {
  for (const name of STATUS_NAMES) {
    const value = fieldOf(json, name);
    const words = isObject(value) && !isInner ? statusOf(value, true) : value;
    if (typeof words === 'string' && words.trim() !== '') {
      return storable([...words.slice(0, 2 * MAX_STATUS)].slice(0, MAX_STATUS).join(''));
    }
  }
  return undefined;
}

/** The job in a response: the response itself, or the only thing in it. */
function unwrapJob(value: unknown): Json | undefined {
  const json = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (!isObject(json)) return undefined;
  const inner = ENVELOPES.map((name) => [fieldOf(json, name)].flat()[0]).filter(isObject);
  return [json, ...inner].find((one) => statusOf(one) !== undefined);
}

function toJob(value: unknown, base?: string): UpstreamJob | undefined {
  const json = unwrapJob(value);
  const status = json && statusOf(json);
  if (json === undefined || status === undefined) return undefined;
  return {
    status,
    mode: shortText(fieldOf(json, 'mode'), 100),
    output: findOutput(json, base)?.toWellFormed(),
    createdAt: findCreatedAt(json),
  };
}

/**
 * Parses the body of `GET /job/<id>`; undefined if it is not a job.
 * @param base what a relative address of the result is relative to; without it there is no such result
 */
export function parseJob(body: string, base?: string): UpstreamJob | undefined {
  return toJob(parseJson(body), base);
}

/** Parses the response to a POST that starts a job; undefined if it is not a job with an id. */
export function parseCreatedJob(body: string): (UpstreamJob & { id: string }) | undefined {
  const json = parseJson(body);
  const job = toJob(json);
  const id = unwrapJob(json)?.id;
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
