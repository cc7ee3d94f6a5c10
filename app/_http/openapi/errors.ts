import { z } from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERROR_CODES, type ErrorCode } from '@/lib/errors';
import { STATUS } from '../errors';
import { rateLimitHeaders, retryAfter } from './headers';

const message = z
  .string()
  .meta({ id: 'Message', description: 'One clear sentence: what happened and what to do.' });

/** The shape of every error. */
const anyError = z
  .strictObject({ error: z.strictObject({ code: z.enum(ERROR_CODES), message }) })
  .meta({
    id: 'Error',
    description: 'What went wrong: a code for programs, a sentence for people.',
  });

const challenge = z.string().describe('How to identify oneself (RFC 9110, section 11.6.1).');

/** Those that tell what to do; the other headers are as on an answer that succeeds. */
function headersOf(status: number) {
  return z.object({
    ...(status === 429 ? rateLimitHeaders : {}),
    ...(status === 401 ? { 'WWW-Authenticate': challenge } : {}),
    ...(status === 429 || status >= 500 ? { 'Retry-After': retryAfter } : {}),
  });
}

function refusal(status: number, codes: ErrorCode[]): ZodOpenApiResponseObject {
  const schema = z.strictObject({ error: z.strictObject({ code: z.enum(codes), message }) });
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    headers: headersOf(status),
    content: { 'application/json': { schema } },
  };
}

/** Statuses by which upstream says that it does not know an id, repeated as they came. */
const UNKNOWN_UPSTREAM = [400, 404, 410, 422];

/**
 * How an operation may refuse, an answer for each status with the codes that it can have.
 * @param upstream whether upstream's own status is repeated for an id that it does not know
 */
export function refusals(codes: ErrorCode[], upstream = false): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, Set<ErrorCode>>();
  const add = (status: number, code: ErrorCode) =>
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  for (const code of codes) add(STATUS[code], code);
  if (upstream) for (const status of UNKNOWN_UPSTREAM) add(status, 'job_not_found');
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [String(status), refusal(status, [...of])]),
  );
}

/** Whatever error upstream answers with, in our shape. */
export const upstreamRefusal: ZodOpenApiResponseObject = {
  description: "Gepetto's own refusal, with its status.",
  content: { 'application/json': { schema: anyError } },
};
