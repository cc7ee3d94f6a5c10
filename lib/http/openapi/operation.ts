import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { ErrorCode } from '@/lib/errors';
import type { Access, Description, Method } from '../endpoint-types';
import type { Upload } from '../read-request';
import { errorResponses } from './errors';
import { response } from './response';

// `invalid_request` also for what the server in front of the app rejects: see `scripts/server`.
const COMMON_ERRORS: ErrorCode[] = [
  'invalid_request',
  'internal',
  'database_unavailable',
  'not_configured',
];
const AUTHENTICATED: ErrorCode[] = [
  'token_in_url',
  'unauthenticated',
  'invalid_token',
  'too_many_requests',
];

/** The description of an endpoint that is in the document. */
export type Documented = Extract<Description, { id: string }>;

export function isDocumented(description: Description): description is Documented {
  return 'id' in description;
}

function errorsOf(
  method: Method,
  { access, body, upload, confirmed, errors = [] }: Documented,
): ErrorCode[] {
  const codes = [...COMMON_ERRORS, ...errors];
  if (isAuthenticated(access)) {
    codes.push(...AUTHENTICATED);
    codes.push(forSessions(access) ? 'token_not_allowed' : 'insufficient_scope');
    if (access === 'operator') codes.push('not_found');
  }
  if (confirmed) codes.push('confirmation_required');
  if (method !== 'GET') codes.push('forbidden_origin');
  if (body || upload) codes.push('body_too_large', 'unsupported_media_type');
  return codes;
}

function isAuthenticated(access: Access): boolean {
  return access !== 'public' && access !== 'probe';
}

/** Whether only a browser session is accepted. */
const forSessions = (access: Access) => access === 'session' || access === 'operator';

function securityOf(access: Access): Record<string, string[]>[] {
  if (!isAuthenticated(access)) return [];
  return forSessions(access) ? [{ session: [] }] : [{ token: [access] }, { session: [] }];
}

/** A file as the body: binary data is a media type without a schema (OpenAPI 3.1, section 4.8.14.2). */
const uploadBody = ({ types }: Upload) => ({
  required: true,
  content: Object.fromEntries(types.map((type) => [type, {}])),
});

function operation(method: Method, of: Documented): ZodOpenApiOperationObject {
  const counted = isAuthenticated(of.access);
  const responses = Object.entries(of.response).map(([status, reply]) => [
    status,
    response(reply, { counted }),
  ]);
  const { params, query, headers } = of;
  const requestParams = {
    ...(params && { path: params as z.ZodObject }),
    ...(query && { query: query as z.ZodObject }),
    ...(headers && { header: headers }),
  };
  return {
    operationId: of.id,
    tags: [of.tag],
    summary: of.summary,
    ...(of.description ? { description: of.description } : {}),
    security: securityOf(of.access),
    ...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
    ...(of.upload ? { requestBody: uploadBody(of.upload) } : {}),
    ...(of.body
      ? {
          requestBody: {
            required: !(of.body instanceof z.ZodOptional),
            content: { 'application/json': { schema: of.body } },
          },
        }
      : {}),
    responses: {
      ...errorResponses(errorsOf(method, of), counted, of.repeatsUpstream),
      ...Object.fromEntries(responses),
    },
  };
}

/** One description for each value of an enumerated path parameter. Path, id and summary contain the value. */
function expand(path: string, of: Documented): [path: string, of: Documented][] {
  if (!(of.params instanceof z.ZodObject)) return [[path, of]];
  for (const [name, schema] of Object.entries(of.params.shape)) {
    if (!(schema instanceof z.ZodEnum)) continue;
    const { [name]: _, ...others } = of.params.shape;
    const params = Object.keys(others).length > 0 ? { params: z.object(others) } : {};
    const { params: __, ...rest } = of;
    return schema.options.flatMap((value) => {
      const write = (text: string) => text.replace(`{${name}}`, String(value));
      const one = { ...rest, ...params, id: write(of.id), summary: write(of.summary) };
      return expand(write(path), one);
    });
  }
  return [[path, of]];
}

/** The operations of an endpoint as `[path, method, operation]`, one for each path. */
export function operations(
  path: string,
  method: Method,
  description: Documented,
): [path: string, method: Lowercase<Method>, operation: ZodOpenApiOperationObject][] {
  return expand(path, description).map(([at, of]) => [
    at,
    method.toLowerCase() as Lowercase<Method>,
    operation(method, of),
  ]);
}
