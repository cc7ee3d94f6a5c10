import { z } from 'zod';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { etagHeader, everyAnswer, type Headers, rateLimitHeaders } from './headers';

/** An answer as a contract tells of it: without the headers that all answers to such a caller have. */
export type ApiResponse = Omit<ZodOpenApiResponseObject, 'headers' | 'id'> & { headers?: Headers };

/** An answer with JSON in it. */
export function apiResponse(
  description: string,
  schema: z.ZodType,
  headers: Headers = {},
): ApiResponse {
  return { description, headers, content: { 'application/json': { schema } } };
}

/** An answer without a body. */
export function emptyResponse(description: string): ApiResponse {
  return { description };
}

/** 304: what was sent with the ETag still holds. */
export function notModified(headers: Headers = {}): ApiResponse {
  return {
    description: 'As it was when it had the `ETag` that `If-None-Match` names.',
    headers: { ...etagHeader, ...headers },
  };
}

/**
 * An answer with all its headers.
 * @param known whether its caller is one whom we know, and is told how they stand
 */
export function response(
  { headers, ...told }: ApiResponse,
  { known, id }: { known: boolean; id?: string },
): ZodOpenApiResponseObject {
  const all = { ...headers, ...(known ? rateLimitHeaders : {}), ...everyAnswer };
  return { ...told, headers: z.object(all), ...(id === undefined ? {} : { id }) };
}
