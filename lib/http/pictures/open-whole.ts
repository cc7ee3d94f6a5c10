import 'server-only';
import type { Context } from '@/lib/context';
import type { JobPicture } from '@/lib/jobs';
import { openPicture } from '@/lib/pictures';
import { extensionOf, openResult } from '@/lib/results';
import { readable } from './readable';

/** A picture in full, and the extension of its file, without a dot. */
export type WholePicture = {
  content: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  extension: string;
};

/**
 * Our copy of a picture, else the picture as upstream has it.
 * @throws AppError `not_found`, `picture_unavailable`, `server_busy`
 */
export async function openWhole(
  ctx: Context,
  { stored, address }: JobPicture,
): Promise<WholePicture> {
  const copy =
    stored && (await readable(async () => (await openResult(ctx, stored, 'full'))?.read() ?? null));
  if (stored && copy) return { content: copy, extension: extensionOf(stored.type) };
  const { body, extension } = await openPicture(ctx, await address());
  return { content: body, extension };
}
