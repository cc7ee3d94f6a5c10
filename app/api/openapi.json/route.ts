import { revalidated } from '@/app/_http/etag';
import { publicRoute } from '@/app/_http/route';
import { requestOrigin } from '@/lib/auth';
import { openApiDocument } from './document';

/** The OpenAPI 3.1 document of this API. */
export const GET = publicRoute(async ({ request }) => {
  const body = JSON.stringify(openApiDocument(requestOrigin(request.headers)));
  // Private: it repeats the host that the request named, which no shared cache may keep for others.
  return revalidated(request, body, { 'Cache-Control': 'private, max-age=300' });
});
