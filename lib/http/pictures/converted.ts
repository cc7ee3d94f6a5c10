import 'server-only';
import type { Context } from '@/lib/context';
import { heldStream } from '@/lib/held-bytes';
import type { JobPicture } from '@/lib/jobs';
import { convertPicture, extensionOf } from '@/lib/results';
import { PICTURE_FORMATS, type PictureFormat } from '@/lib/results/model';
import { isUnchanged } from '../etag';
import { disposition } from './file-name';
import { cacheControl, lengthHeaders, PICTURE_HEADERS } from './headers';
import { openWhole } from './open-whole';
import type { PictureQuery } from './query';

/** The format to convert to: as requested, else that of the stored picture, if it is one of them. */
function formatOf({ format }: PictureQuery, { stored }: JobPicture): PictureFormat {
  const own = PICTURE_FORMATS.find((name) => stored?.type === `image/${name}`);
  return format ?? own ?? 'webp';
}

/**
 * A picture in another format or width, without its metadata. Its ETag is weak: another version of the encoder makes
 * other bytes. For HEAD and 304 nothing is converted.
 * @throws AppError `not_found`, `picture_unavailable`, `server_busy`
 */
export async function convertedResponse(
  request: Request,
  ctx: Context,
  picture: JobPicture,
  query: PictureQuery,
): Promise<Response> {
  const { stored, facts } = picture;
  const format = formatOf(query, picture);
  const type = `image/${format}`;
  const etag = stored && `W/"${stored.hash}-${format}-${query.width ?? 'full'}"`;
  const headers: Record<string, string> = {
    ...PICTURE_HEADERS,
    ...(etag && { ETag: etag }),
    'Cache-Control': stored ? cacheControl(stored.hash, query.v) : 'private, no-store',
    'Content-Disposition': disposition(facts, extensionOf(type), query.download !== undefined),
  };
  if (etag && isUnchanged(request, etag)) return new Response(null, { status: 304, headers });
  headers['Content-Type'] = type;
  if (request.method === 'HEAD') return new Response(null, { headers });
  const wanted = { format, width: query.width };
  const bytes = await convertPicture(
    () => openWhole(ctx, picture).then(({ content }) => content),
    wanted,
    request.signal,
  );
  Object.assign(headers, lengthHeaders(bytes.byteLength));
  return new Response(heldStream(bytes), { headers });
}
