import { and, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { photos } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { StoredFiles } from '@/lib/results';
import { MAX_COUNTED_RESULTS } from './model';
import { formatPhotoCursor, type PhotoCursor, type PhotosPage, type PhotoView } from './schemas';

type Data = Pick<Context, 'db'>;

/** The jobs in the owner's history that were started with a photo, counted up to a bound. */
const RESULTS = sql<number>`(SELECT count(*) FROM (
    SELECT 1 FROM jobs JOIN entries ON entries.job_id = jobs.id AND entries.user_id = photos.user_id
    WHERE jobs.photo_id = photos.id LIMIT ${sql.raw(`${MAX_COUNTED_RESULTS}`)}))`
  .mapWith(Number)
  .as('results');

const COLUMNS = {
  id: photos.id,
  name: photos.name,
  createdAt: photos.createdAt,
  usedAt: photos.usedAt,
  source: photos.source,
  hash: photos.hash,
  type: photos.type,
  bytes: photos.bytes,
  width: photos.width,
  height: photos.height,
  thumbHash: photos.thumbHash,
  results: RESULTS,
};

/** The error for a photo that does not exist, or belongs to somebody else. */
export const photoNotFound = () =>
  new AppError('not_found', 'There is no such photo in your library.');

const select = ({ db }: Data, condition: SQL | undefined): Promise<PhotoView[]> =>
  db.select(COLUMNS).from(photos).where(condition);

/** @throws AppError `not_found` if it is not a photo of this user */
export async function getPhoto(ctx: Data, userId: string, photoId: string): Promise<PhotoView> {
  const found = await findPhoto(ctx, userId, photoId);
  if (!found) throw photoNotFound();
  return found;
}

/** A photo of a user; null if there is none. */
export async function findPhoto(
  ctx: Data,
  userId: string,
  photoId: string,
): Promise<PhotoView | null> {
  const [found] = await select(ctx, and(eq(photos.userId, userId), eq(photos.id, photoId)));
  return found ?? null;
}

/** The photo of a user with this SHA-256, if there is one. */
export async function findByHash(ctx: Data, userId: string, hash: string) {
  const [found] = await select(ctx, and(eq(photos.userId, userId), eq(photos.hash, hash)));
  return found;
}

/** A page of a user's photos. Those that were used last come first. */
export async function listPhotos(
  { db }: Data,
  userId: string,
  { cursor, limit }: { cursor?: PhotoCursor | undefined; limit: number },
): Promise<PhotosPage> {
  const below =
    cursor &&
    or(
      lt(photos.usedAt, cursor.usedAt),
      and(eq(photos.usedAt, cursor.usedAt), lt(photos.id, cursor.id)),
    );
  const found = await db
    .select(COLUMNS)
    .from(photos)
    // The first condition is implied by the second, and is what the index can use.
    .where(
      and(eq(photos.userId, userId), cursor && sql`${photos.usedAt} <= ${cursor.usedAt}`, below),
    )
    .orderBy(desc(photos.usedAt), desc(photos.id))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    photos: page,
    nextCursor: found.length > limit && last ? formatPhotoCursor(last) : null,
  };
}

/**
 * Where the files of a photo are, for a response.
 * @throws AppError `not_found` if it is not a photo of this user
 */
export async function photoFiles(
  { db }: Data,
  userId: string,
  photoId: string,
): Promise<{ files: StoredFiles; name: string | null; createdAt: number }> {
  const { folder, hash, type, bytes, name, createdAt } = photos;
  const [found] = await db
    .select({ files: { folder, hash, type, bytes }, name, createdAt })
    .from(photos)
    .where(and(eq(photos.userId, userId), eq(photos.id, photoId)));
  if (!found) throw photoNotFound();
  return found;
}
