import { requestOrigin } from '@/lib/auth';
import { getEnv } from '@/lib/env';
import { revalidated } from '@/lib/http/etag';
import { methods } from '@/lib/http/methods';
import { publicRoute } from '@/lib/http/route';
import { openApiDocument } from './document';

/** The OpenAPI 3.1 document of this API. */
const get = publicRoute(async ({ request }) => {
  const origin = requestOrigin(request.headers);
  // A host that only the request names is not repeated: whoever sends it may write what they like.
  const url = (getEnv().publicUrl && origin) || '/';
  const body = JSON.stringify(openApiDocument(url, origin?.startsWith('https://') ?? false));
  return revalidated(request, body, { 'Cache-Control': 'private, max-age=300' });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get }, { secret: false });
