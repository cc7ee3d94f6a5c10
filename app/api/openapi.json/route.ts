import { revalidated } from '@/app/_http/etag';
import { resource } from '@/app/_http/resource';
import { publicRoute } from '@/app/_http/route';
import { requestOrigin } from '@/lib/auth';
import { openApiDocument } from './document';

/** The OpenAPI 3.1 document of this API. */
const get = publicRoute(async ({ request }) => {
  const body = JSON.stringify(openApiDocument(requestOrigin(request.headers)));
  // Private: it repeats the host that the request named, which no shared cache may keep for others.
  return revalidated(request, body, { 'Cache-Control': 'private, max-age=300' });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get }, { secret: false });
