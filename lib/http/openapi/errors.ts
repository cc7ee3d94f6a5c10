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
const allow = z.string().describe('The methods that this path supports.');

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

/** The statuses with which upstream reports an unknown id; they are repeated. */
const UNKNOWN_ID_STATUSES = [400, 404, 410, 422];

/**
 * The error responses of an operation: one for each status, with the codes that it can have.
 * @param counted whether requests are counted against a rate limit
 * @param repeatsUpstream whether upstream's own status is repeated for an id that it does not know
 */
export function errorResponses(
  codes: ErrorCode[],
  counted: boolean,
  repeatsUpstream = false,
): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, Set<ErrorCode>>();
  const add = (status: number, code: ErrorCode) =>
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  for (const code of codes) add(STATUS[code], code);
  if (repeatsUpstream) for (const status of UNKNOWN_ID_STATUSES) add(status, 'job_not_found');
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
