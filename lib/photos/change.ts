import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { photos } from '@/lib/db';
import { visibleOrNull } from '@/lib/visible-text';
import { getPhoto, photoNotFound } from './read';
import type { PhotoView } from './schemas';

/**
 * @param name null, or a text of which nothing is seen, removes the name
 * @throws AppError `not_found` if it is not a photo of this user
 */
export async function renamePhoto(
  ctx: Pick<Context, 'db'>,
  userId: string,
  photoId: string,
  name: string | null,
): Promise<PhotoView> {
  await ctx.db
    .update(photos)
    .set({ name: visibleOrNull(name) })
    .where(and(eq(photos.userId, userId), eq(photos.id, photoId)));
  return getPhoto(ctx, userId, photoId);
}

/**
 * Deletes a photo with its masks. Its results stay; a submission that still needs it is refused when its turn comes.
 * @throws AppError `not_found` if it is not a photo of this user
 */
export async function deletePhoto(
  { db }: Pick<Context, 'db'>,
  userId: string,
  photoId: string,
): Promise<void> {
  const deleted = await db
    .delete(photos)
    .where(and(eq(photos.userId, userId), eq(photos.id, photoId)))
    .returning({ id: photos.id });
  if (deleted.length === 0) throw photoNotFound();
}
