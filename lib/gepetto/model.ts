import type { ErrorCode } from '@/lib/errors';

/**
 * The only ids that become part of an upstream URL. Encoding is not enough: `..` survives it and would
 * leave the path, with the key in the headers.
 */
export const JOB_ID = /^[A-Za-z0-9_-]{1,128}$/;

export function isJobId(text: string): boolean {
  return JOB_ID.test(text);
}

/** Upstream's lookup lists, `GET /<name>`. Upstream documents the first two only. */
export const CATALOGUE_NAMES = ['styles', 'rooms', 'skies'] as const;
export type CatalogueName = (typeof CATALOGUE_NAMES)[number];

/**
 * Why an upstream call failed, with the word for it in the database, in the `X-Upstream-Trouble` header
 * and in `trouble.code` in JSON. The words must not change: an older version reads those that it does not
 * know as `upstream_error`.
 */
export const UPSTREAM_ERROR_WORDS = {
  /** Upstream does not have what was requested. */
  not_found: 'unknown',
  /** Upstream rejects our key. */
  key_rejected: 'key_rejected',
  /** Upstream denies this key one job, while it accepts the key for others. */
  forbidden: 'forbidden',
  /** The account has no credit left. */
  out_of_credit: 'out_of_credit',
  /** Upstream returned 429, or our own budget is spent. */
  rate_limited: 'limited',
  timeout: 'timeout',
  unreachable: 'unreachable',
  /** A response of more than 16 MiB. */
  too_large: 'too_large',
  /** A response that is not the expected JSON: HTML, truncated JSON, a redirect. */
  invalid_response: 'nonsense',
  /** Any other status. */
  upstream_error: 'refused',
} as const;

export type UpstreamErrorKind = keyof typeof UPSTREAM_ERROR_WORDS;

const ERROR_KINDS = new Map<string, UpstreamErrorKind>(
  Object.entries(UPSTREAM_ERROR_WORDS).map(([kind, word]) => [word, kind as UpstreamErrorKind]),
);

/** The kind that a stored word stands for; a word of a newer version reads as `upstream_error`. */
export function errorKindOf(word: string): UpstreamErrorKind {
  return ERROR_KINDS.get(word) ?? 'upstream_error';
}

const ERROR_CODES: Record<Exclude<UpstreamErrorKind, 'not_found'>, ErrorCode> = {
  key_rejected: 'upstream_key_rejected',
  forbidden: 'upstream_forbidden',
  out_of_credit: 'upstream_out_of_credit',
  too_large: 'upstream_too_large',
  rate_limited: 'upstream_busy',
  timeout: 'upstream_timeout',
  unreachable: 'upstream_unavailable',
  invalid_response: 'upstream_unavailable',
  upstream_error: 'upstream_unavailable',
};

/** The API error for a failed call when there is no earlier response to return. */
export function errorCodeOf(kind: keyof typeof ERROR_CODES): ErrorCode {
  return ERROR_CODES[kind];
}
