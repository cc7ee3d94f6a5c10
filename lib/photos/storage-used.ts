import { count, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { photos } from '@/lib/db';

/** What photos take, of a user or of all; `bytes` includes the thumbnails. Masks are small. */
export async function photosUsed(
  { db }: Pick<Context, 'db'>,
  userId?: string,
): Promise<{ photos: number; bytes: number }> {
  const [used] = await db
    .select({
      photos: count(),
      bytes: sql<number>`coalesce(sum(${photos.bytes} + ${photos.thumbnailBytes}), 0)`.mapWith(
        Number,
      ),
    })
    .from(photos)
    .where(userId === undefined ? undefined : eq(photos.userId, userId));
  return used ?? { photos: 0, bytes: 0 };
}
