import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';
import { STATUS } from '../errors';
import { type Headers, retryAfter } from './headers';
import { type ApiResponse, response } from './response';

const message = z
  .string()
  .meta({ id: 'Message', description: 'One clear sentence: what happened and what to do.' });

/** The shape of every error. */
export const anyError = z
  .strictObject({ error: z.strictObject({ code: z.enum(ERROR_CODES), message }) })
  .meta({
    id: 'Error',
    description: 'What went wrong: a code for programs, a sentence for people.',
  });

const challenge = z
  .string()
  .describe('How to identify oneself, and what is wrong with the token (RFC 6750, section 3).');
const allow = z.string().describe('The methods that are served here.');

/** Those that tell what to do; the other headers are as on an answer that succeeds. */
function headersOf(status: number): Headers {
  return {
    ...(status === 401 ? { 'WWW-Authenticate': challenge } : {}),
    // Of the two reasons for a 403 only a missing scope is a matter of who asks.
    ...(status === 403 ? { 'WWW-Authenticate': challenge.optional() } : {}),
    ...(status === 405 ? { Allow: allow } : {}),
    ...(status === 429 || status >= 500 ? { 'Retry-After': retryAfter } : {}),
  };
}

function refusal(status: number, codes: ErrorCode[]): ApiResponse {
  const schema = z.strictObject({ error: z.strictObject({ code: z.enum(codes), message }) });
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: headersOf(status),
    content: { 'application/json': { schema } },
  };
}

/** Refusals by their names among the document's components, where each stands once. */
const components = new Map<string, ZodOpenApiResponseObject>();

/** @param to whom it is said, where others are told of other headers by the same codes */
function component(
  status: number,
  codes: ErrorCode[],
  known: boolean,
  to = '',
): ZodOpenApiResponseObject {
  const words = codes.join('_or_').split('_');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  const id = `${name}${status}${to}`;
  const made = components.get(id) ?? response(refusal(status, codes), { known, id });
  components.set(id, made);
  return made;
}

/** Refused before it is known who asks, by the server in front of the app or for a method that is not there. */
const UNSEEN: [status: number, code: ErrorCode][] = [
  [405, 'method_not_allowed'],
  [408, 'request_timeout'],
  [417, 'invalid_request'],
  [431, 'headers_too_large'],
];

/** Statuses by which upstream says that it does not know an id, repeated as they came. */
const UNKNOWN_UPSTREAM = [400, 404, 410, 422];

/**
 * How an operation may refuse, an answer for each status with the codes that it can have.
 * @param known whether it asks who its caller is
 * @param upstream whether upstream's own status is repeated for an id that it does not know
 */
export function refusals(
  codes: ErrorCode[],
  known: boolean,
  upstream = false,
): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, Set<ErrorCode>>();
  const add = (status: number, code: ErrorCode) =>
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  for (const code of codes) add(STATUS[code], code);
  if (upstream) for (const status of UNKNOWN_UPSTREAM) add(status, 'job_not_found');
  const seen = [...byStatus].map(([status, of]): [string, ZodOpenApiResponseObject] => [
    String(status),
    // Of a caller whom we do not know nothing is counted.
    component(status, [...of].sort(), known && status !== 401, known ? '' : 'ToAnybody'),
  ]);
  const unseen = UNSEEN.map(([status, code]): [string, ZodOpenApiResponseObject] => [
    String(status),
    component(status, [code], false),
  ]);
  return Object.fromEntries([...seen, ...unseen]);
}

/** Whatever error upstream answers with, in our shape. */
export const upstreamRefusal: ApiResponse = {
  description: "Gepetto's own refusal, with its status.",
  content: { 'application/json': { schema: anyError } },
};
