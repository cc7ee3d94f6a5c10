import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { etagHeader, type Headers, rateLimitHeaders, requestIdHeader } from './headers';

/** A response, without the headers that every response to such a caller has. */
export type ApiResponse = Omit<ZodOpenApiResponseObject, 'headers' | 'id'> & { headers?: Headers };

/** A response whose body is JSON of this schema. */
export type JsonResponse<Schema extends z.ZodType> = {
  description: string;
  headers: Headers;
  content: { 'application/json': { schema: Schema } };
};

/** A response with a JSON body. */
export function apiResponse<Schema extends z.ZodType>(
  description: string,
  schema: Schema,
  headers: Headers = {},
): JsonResponse<Schema> {
  return { description, headers, content: { 'application/json': { schema } } };
}

/** A response without a body. */
export function emptyResponse(description: string): ApiResponse {
  return { description };
}

/** 304: the `ETag` in `If-None-Match` is still current. */
export function notModified(headers: Headers = {}): ApiResponse {
  return {
    description: 'Unchanged since the `ETag` in `If-None-Match`.',
    headers: { ...etagHeader, ...headers },
  };
}

/**
 * A response with all its headers.
 * @param counted whether the request is counted against a rate limit, which the headers then report
 */
export function response(
  { headers, ...of }: ApiResponse,
  { counted, id }: { counted: boolean; id?: string },
): ZodOpenApiResponseObject {
  const all = { ...headers, ...(counted ? rateLimitHeaders : {}), ...requestIdHeader };
  return { ...of, headers: z.object(all), ...(id === undefined ? {} : { id }) };
}
