import { z } from 'zod';
import { routes } from '@/app/api/routes';
import { requestOrigin } from '@/lib/auth';
import { getEnv } from '@/lib/env';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { conditionalResponse } from '@/lib/http/etag';
import { openApiDocument } from '@/lib/http/openapi/document';
import { apiResponse } from '@/lib/http/openapi/response';

/** The OpenAPI 3.1 document of this API. */
export const GET = endpoint({
  documented: false,
  access: 'public',
  cors: 'anyone',
  response: { 200: apiResponse('The document.', z.unknown()) },
  handle: async ({ request }) => {
    const origin = requestOrigin(request.headers);
    // Without NEXTAUTH_URL the origin is the client's Host header, which is not repeated.
    const url = (getEnv().publicUrl && origin) || '/';
    const secure = origin?.startsWith('https://') ?? false;
    const body = JSON.stringify(openApiDocument(routes, url, secure));
    return conditionalResponse(request, body, { 'Cache-Control': 'private, max-age=300' });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
