import 'server-only';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { lengthHeaders, PICTURE_HEADERS } from './headers';
import { readable } from './readable';

/** The error for a picture of ours whose file the store has lost, or cannot read. */
export const fileUnavailable = () =>
  new AppError('picture_unavailable', 'The picture cannot be read from the storage at the moment.');

/**
 * A file of the store as it is. Nothing of it is kept by a browser or a proxy.
 * @throws AppError `picture_unavailable`
 */
export async function fileResponse(
  { method }: Request,
  ctx: Pick<Context, 'storage'>,
  { key, type }: { key: string; type: string },
): Promise<Response> {
  const storage = await readable(() => ctx.storage());
  const found = storage && (await readable(() => storage.head(key)));
  if (!storage || !found) throw fileUnavailable();
  const headers = {
    ...PICTURE_HEADERS,
    ...lengthHeaders(found.bytes),
    'Content-Type': type,
    'Cache-Control': 'private, no-store',
  };
  if (method === 'HEAD') return new Response(null, { headers });
  const content = await readable(() => storage.get(key));
  if (!content) throw fileUnavailable();
  return new Response(content, { headers });
}
