import { revalidated } from '@/app/_http/etag';
import { methods } from '@/app/_http/resource';
import { publicRoute } from '@/app/_http/route';
import { requestOrigin } from '@/lib/auth';
import { getEnv } from '@/lib/env';
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
