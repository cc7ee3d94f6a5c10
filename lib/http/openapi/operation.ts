import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiParameters } from 'zod-openapi';
import type { ErrorCode } from '@/lib/errors';
import type { Scope } from '@/lib/tokens';
import { refusals } from './errors';
import { type ApiResponse, response } from './response';

export const ifNoneMatch = z.object({
  'If-None-Match': z.string().optional().describe('The `ETag` of an earlier answer.'),
});

export const jobPath = z.object({ id: z.string().describe("The job's id, as Gepetto gave it.") });

// The first for what the server in front of the app takes for no plain request: see `scripts/server`.
const EVERYBODY: ErrorCode[] = [
  'invalid_request',
  'internal',
  'database_unavailable',
  'not_configured',
];
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
  answers: Record<`${2 | 3 | 4 | 5}${string}`, ApiResponse>;
  /** How it may refuse, beside what every operation of its kind does. */
  errors?: ErrorCode[];
  /** Whether upstream's own status is repeated for an id that it does not know. */
  repeatsUpstream?: boolean;
};

/** Describes one operation, with what all of its kind have in common. */
export function operation(of: Operation): ZodOpenApiOperationObject {
  const known = of.scope !== undefined;
  const errors: ErrorCode[] = [...EVERYBODY, ...(known ? KNOWN : []), ...(of.errors ?? [])];
  if (of.change) errors.push('forbidden_origin');
  if (of.body) errors.push('body_too_large');
  const answers = Object.fromEntries(
    Object.entries(of.answers).map(([status, told]) => [status, response(told, { known })]),
  );
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
    responses: { ...refusals(errors, known, of.repeatsUpstream), ...answers },
  };
}
