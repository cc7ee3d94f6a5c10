import { z } from 'zod';
import type {
  ZodOpenApiOperationObject,
  ZodOpenApiParameters,
  ZodOpenApiResponseObject,
} from 'zod-openapi';
import type { ErrorCode } from '@/lib/errors';
import type { Scope } from '@/lib/tokens';
import { refusals } from './errors';
import { etagHeader, rateLimitHeaders } from './headers';

type Headers = Record<string, z.ZodType>;

/** An answer with JSON in it. */
export function answer(
  description: string,
  schema: z.ZodType,
  headers: Headers = {},
): ZodOpenApiResponseObject {
  return {
    description,
    headers: z.object({ ...headers, ...rateLimitHeaders }),
    content: { 'application/json': { schema } },
  };
}

/** An answer without a body. */
export function empty(description: string, headers: Headers = {}): ZodOpenApiResponseObject {
  return { description, headers: z.object({ ...headers, ...rateLimitHeaders }) };
}

/** 304: what was sent with the ETag still holds. */
export function unchanged(headers: Headers = {}): ZodOpenApiResponseObject {
  return empty('As it was when it had the `ETag` that `If-None-Match` names.', {
    ...etagHeader,
    ...headers,
  });
}

export const ifNoneMatch = z.object({
  'If-None-Match': z.string().optional().describe('The `ETag` of an earlier answer.'),
});

export const jobPath = z.object({ id: z.string().describe("The job's id, as Gepetto gave it.") });

const EVERYBODY: ErrorCode[] = ['internal', 'database_unavailable'];
const KNOWN: ErrorCode[] = [
  'token_in_url',
  'unauthenticated',
  'invalid_token',
  'insufficient_scope',
  'too_many_requests',
];

type Operation = {
  id: string;
  tag: 'Drop-in' | 'Jobs' | 'Shares' | 'Service';
  summary: string;
  description?: string;
  /** What a token needs. Without it anybody may ask. */
  scope?: Scope;
  /** Whether it changes something: a session must then ask from one of our own pages. */
  change?: boolean;
  params?: ZodOpenApiParameters;
  body?: z.ZodType;
  answers: Record<`${2 | 3 | 4 | 5}${string}`, ZodOpenApiResponseObject>;
  /** How it may refuse, beside what every operation of its kind does. */
  errors?: ErrorCode[];
  /** Whether upstream's own status is repeated for an id that it does not know. */
  repeatsUpstream?: boolean;
};

/** Describes one operation, with what all of its kind have in common. */
export function operation(of: Operation): ZodOpenApiOperationObject {
  const errors: ErrorCode[] = [...EVERYBODY, ...(of.scope ? KNOWN : []), ...(of.errors ?? [])];
  if (of.change) errors.push('forbidden_origin');
  if (of.body) errors.push('invalid_request', 'body_too_large');
  return {
    operationId: of.id,
    tags: [of.tag],
    summary: of.summary,
    ...(of.description ? { description: of.description } : {}),
    security: of.scope ? [{ token: [of.scope] }, { session: [] }] : [],
    ...(of.params ? { requestParams: of.params } : {}),
    ...(of.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: of.body } } } }
      : {}),
    responses: { ...refusals(errors, of.repeatsUpstream), ...of.answers },
  };
}
