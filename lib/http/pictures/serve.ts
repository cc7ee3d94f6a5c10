import 'server-only';
import type { Context } from '@/lib/context';
import type { JobPicture } from '@/lib/jobs';
import { openPicture } from '@/lib/pictures';
import { convertedResponse } from './converted';
import { fileUnavailable } from './file-response';
import type { PictureQuery } from './query';
import { readable } from './readable';
import { type Stored, storedResponse } from './stored';
import { upstreamPictureResponse } from './upstream';

/** Our copy; null if there is none, or the store has lost it or fails. */
async function fromStorage(
  request: Request,
  ctx: Context,
  { stored: files, facts }: JobPicture,
  query: PictureQuery,
): Promise<Response | null> {
  if (files === null) return null;
  return readable(() => storedResponse(request, ctx, { files, facts, query }));
}

/**
 * The response of every picture route: our copy, else the picture as upstream has it.
 * @throws AppError `not_found`, `picture_unavailable`, `server_busy`
 */
export async function servePicture(
  request: Request,
  ctx: Context,
  picture: JobPicture,
  query: PictureQuery,
): Promise<Response> {
  if (query.format !== undefined || query.width !== undefined) {
    return convertedResponse(request, ctx, picture, query);
  }
  const response = await fromStorage(request, ctx, picture, query);
  if (response !== null) return response;
  const opened = await openPicture(ctx, await picture.address());
  return upstreamPictureResponse(request, opened, picture.facts, query.download !== undefined);
}

/**
 * A picture of which there is only our copy.
 * @throws AppError `picture_unavailable`
 */
export async function serveStored(
  request: Request,
  ctx: Pick<Context, 'storage'>,
  picture: Stored,
): Promise<Response> {
  const response = await readable(() => storedResponse(request, ctx, picture));
  if (response === null) throw fileUnavailable();
  return response;
}
