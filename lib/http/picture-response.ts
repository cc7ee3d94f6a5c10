import 'server-only';
import type { PictureKind } from '@/lib/jobs';
import type { Picture } from '@/lib/pictures';
import { readQuery } from './parse';
import { pictureQuery } from './picture-query';

/**
 * Which picture a request is for: `?of=input`, or the result.
 * @throws AppError `invalid_request`
 */
export function pictureKind(request: Request): PictureKind {
  return readQuery(request, pictureQuery).of;
}

/** Streams a picture; with `?download=1` as a file called `<name>.<extension>`. */
export async function pictureResponse(
  request: Request,
  picture: Picture,
  name: string,
): Promise<Response> {
  const download = new URL(request.url).searchParams.has('download');
  const headers = new Headers({
    'Content-Type': picture.type,
    // Its own sandbox: even a picture that a browser took for a page could do nothing.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
  });
  if (download) {
    headers.set('Content-Disposition', `attachment; filename="${name}.${picture.extension}"`);
  }
  if (request.method === 'HEAD') {
    // Next would leave the body out without closing where it comes from.
    await picture.body.cancel();
    return new Response(null, { headers });
  }
  return new Response(picture.body, { headers });
}
