import 'server-only';
import type { PictureFacts } from '@/lib/jobs';
import type { Picture } from '@/lib/pictures';
import { disposition } from './file-name';
import { PICTURE_HEADERS } from './headers';

/** Streams a picture that is not ours. It may be gone at the next request, so nothing of it is kept. */
export async function upstreamPictureResponse(
  request: Request,
  picture: Picture,
  facts: PictureFacts,
  download: boolean,
): Promise<Response> {
  const headers = {
    ...PICTURE_HEADERS,
    'Content-Type': picture.type,
    'Cache-Control': 'private, no-store',
    'Content-Disposition': disposition(facts, picture.extension, download),
  };
  if (request.method === 'HEAD') {
    // Next drops the body of a HEAD without closing its source.
    await picture.body.cancel();
    return new Response(null, { headers });
  }
  return new Response(picture.body, { headers });
}
