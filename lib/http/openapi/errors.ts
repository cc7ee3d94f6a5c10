import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';
import { STATUS } from '../errors';
import { type Headers, retryAfter } from './headers';
import { type ApiResponse, response } from './response';

const message = z
  .string()
  .meta({ id: 'Message', description: 'What happened and what to do, in one or two sentences.' });

/** The JSON of every error. */
export const anyError = z
  .strictObject({ error: z.strictObject({ code: z.enum(ERROR_CODES), message }) })
  .meta({
    id: 'Error',
    description: 'An error: a code for programs, a message for people.',
  });

const challenge = z
  .string()
  .describe('How to authenticate, and what is wrong with the token (RFC 6750, section 3).');
const accepts = z.string().optional();
const ACCEPTS = {
  Accept: accepts.describe('The media type to send, if that is the reason.'),
  'Accept-Encoding': accepts.describe('The content coding to send, if that is the reason.'),
};
const jobAddress = z.string().optional().describe('The path of the job that was started.');
const allow = z.string().describe('The methods that this path supports.');

/** Errors of a job that was started: its address is in the response. */
const OF_JOB: ErrorCode[] = ['job_unfinished', 'job_failed'];

/** The headers of an error, besides those that a success has too. */
function headersOf(status: number, codes: ErrorCode[]): Headers {
  // Upstream may not know a job yet: it is asked again.
  const mayRetry = status === 429 || status >= 500 || codes.includes('job_not_found');
  return {
    ...(status === 401 ? { 'WWW-Authenticate': challenge } : {}),
    // Sent if the token is the reason, not if the Origin is.
    ...(status === 403 ? { 'WWW-Authenticate': challenge.optional() } : {}),
    ...(status === 405 ? { Allow: allow } : {}),
    ...(status === 415 ? ACCEPTS : {}),
    ...(mayRetry ? { 'Retry-After': retryAfter } : {}),
    ...(codes.some((code) => OF_JOB.includes(code)) ? { Location: jobAddress } : {}),
  };
}

function errorResponse(status: number, codes: ErrorCode[]): ApiResponse {
  const schema = z.strictObject({ error: z.strictObject({ code: z.enum(codes), message }) });
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: headersOf(status, codes),
    content: { 'application/json': { schema } },
  };
}

/** Error responses by their names among the document's components, each of them once. */
const components = new Map<string, ZodOpenApiResponseObject>();

/** @param suffix distinguishes responses with the same codes but other headers */
function component(
  status: number,
  codes: ErrorCode[],
  counted: boolean,
  suffix = '',
): ZodOpenApiResponseObject {
  const words = codes.join('_or_').split('_');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const id = `${name}${status}${suffix}`;
  const made = components.get(id) ?? response(errorResponse(status, codes), { counted, id });
  components.set(id, made);
  return made;
}

/** Errors before authentication: from the server in front of the app, or for an unsupported method. */
const UNAUTHENTICATED: [status: number, code: ErrorCode][] = [
  [405, 'method_not_allowed'],
  [408, 'request_timeout'],
  [417, 'invalid_request'],
  [431, 'headers_too_large'],
];

/**
 * What an endpoint repeats of upstream's statuses: those for an id that upstream does not know, or those with which it
 * refuses to start a job.
 */
export type Repeated = 'unknown-ids' | 'refusals';

/** The statuses with which upstream reports an unknown id. */
const UNKNOWN_ID_STATUSES = [400, 404, 410, 422];
/** Those that have another meaning when a job is started: our key, our rate. */
const NOT_REFUSALS = [401, 429];

/** The errors that have upstream's status in place of their own, among those statuses that are described. */
function repeatedErrors(
  what: Repeated | undefined,
  statuses: number[],
): [status: number, code: ErrorCode][] {
  if (what === 'unknown-ids') return UNKNOWN_ID_STATUSES.map((status) => [status, 'job_not_found']);
  if (what !== 'refusals') return [];
  const refusals = statuses.filter((status) => status < 500 && !NOT_REFUSALS.includes(status));
  return [
    ...refusals.map((status): [number, ErrorCode] => [status, 'start_refused']),
    [402, 'upstream_out_of_credit'],
    // Upstream was silent.
    [504, 'start_uncertain'],
  ];
}

/**
 * The error responses of an operation: one for each status, with the codes that it can have.
 * @param counted whether requests are counted against a rate limit
 */
export function errorResponses(
  codes: ErrorCode[],
  counted: boolean,
  repeatsUpstream?: Repeated,
): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, Set<ErrorCode>>();
  const add = (status: number, code: ErrorCode) =>
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  for (const code of codes) add(STATUS[code], code);
  for (const [status, code] of repeatedErrors(repeatsUpstream, [...byStatus.keys()])) {
    add(status, code);
  }
  const authenticated = [...byStatus].map(([status, of]): [string, ZodOpenApiResponseObject] => [
    String(status),
    // A request that fails to authenticate is not counted.
    component(status, [...of].sort(), counted && status !== 401, counted ? '' : 'Uncounted'),
  ]);
  const unauthenticated = UNAUTHENTICATED.map(
    ([status, code]): [string, ZodOpenApiResponseObject] => [
      String(status),
      component(status, [code], false),
    ],
  );
  return Object.fromEntries([...authenticated, ...unauthenticated]);
}

/** An error from upstream, in our JSON format. */
export const upstreamErrorResponse: ApiResponse = {
  description: "Gepetto's own error, with its status.",
  content: { 'application/json': { schema: anyError } },
};

/** The errors of an endpoint that calls upstream. */
export const UPSTREAM_ERRORS: ErrorCode[] = [
  'upstream_key_rejected',
  'upstream_forbidden',
  'upstream_out_of_credit',
  'upstream_too_large',
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_busy',
];
