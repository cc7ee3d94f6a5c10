import 'server-only';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { toPictureError } from '@/lib/picture-error';
import { openSource, type Picture } from '@/lib/picture-source';

export type { Picture };

function unavailable(error: unknown): AppError {
  if (error instanceof AppError) return error;
  log().warn({ reason: toPictureError(error).message }, 'a picture could not be fetched');
  return new AppError(
    'picture_unavailable',
    'The picture could not be fetched from Gepetto. Try again later; it may have been deleted there.',
    { cause: error },
  );
}

/**
 * `openSource` for a request.
 * @throws AppError `picture_unavailable`; `server_busy` for a `data:` URI if too many are being sent
 */
export async function openPicture(ctx: Context, address: string): Promise<Picture> {
  try {
    return await openSource(ctx, address);
  } catch (error) {
    throw unavailable(error);
  }
}
