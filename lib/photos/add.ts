import { and, eq, exists, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, insertIf, photos } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { factsOf, filesOf, writeFolder } from '@/lib/results';
import { visibleOrNull, withoutControls } from '@/lib/visible-text';
import { throwPhotoFault } from './faults';
import { MAX_NAME, MAX_PHOTOS, type PhotoSource } from './model';
import { type Prepared, preparePhoto } from './prepare';
import { findByHash, getPhoto } from './read';
import type { PhotoView } from './schemas';

type Data = Pick<Context, 'db' | 'now' | 'storage'>;

/** Where a photo comes from. */
export type Origin = { name: string | null; source: PhotoSource; fromJobId: string | null };

/** The name of a photo: the label of a job, or the name of a file, without its folder and its ending. */
function nameOf({ name, source }: Origin): string | null {
  const text = withoutControls(name ?? '');
  const base =
    source === 'result'
      ? text
      : text.replace(/^.*[\\/]/, '').replace(/\.(?:jpe?g|png|webp|avif|hei[cf]|gif)$/i, '');
  return visibleOrNull([...base].slice(0, MAX_NAME).join(''));
}

/** Marks a photo that the user has already as used now. */
async function useAgain({ db, now }: Data, userId: string, hash: string) {
  await db
    .update(photos)
    .set({ usedAt: now() })
    .where(and(eq(photos.userId, userId), eq(photos.hash, hash)));
  return findByHash({ db }, userId, hash);
}

async function store(ctx: Data, userId: string, picture: Prepared, origin: Origin) {
  const { db, now } = ctx;
  const facts = factsOf(picture);
  const known = await useAgain(ctx, userId, facts.hash);
  if (known) return known;
  const written = await writeFolder(ctx, 'photos', filesOf(picture));
  const { folder } = written;
  const id = crypto.randomUUID();
  const at = now();
  const count = sql`(SELECT count(*) FROM ${photos} WHERE ${photos.userId} = ${userId})`;
  const row = { id, userId, createdAt: at, usedAt: at, ...origin, folder, ...facts };
  const referring = db.select({ one: sql`1` }).from(photos).where(eq(photos.id, id));
  const [[added]] = await batch(db, [
    insertIf(db, photos, row, sql`${written.isKept} AND ${count} < ${MAX_PHOTOS}`).returning({
      id: photos.id,
    }),
    written.referTo(exists(referring)),
  ]);
  if (added) return getPhoto(ctx, userId, id);
  await written.discard();
  // Another request has stored the same picture meanwhile.
  const same = await useAgain(ctx, userId, facts.hash);
  if (same) return same;
  throw new AppError(
    'too_many_photos',
    `Your library has ${MAX_PHOTOS.toLocaleString('en')} photos, and no more fit. Delete photos that you no longer need.`,
  );
}

/** Adds a picture of any source. @throws AppError as `addPhoto` */
export async function addPicture(
  ctx: Data,
  userId: string,
  bytes: Uint8Array,
  origin: Origin,
): Promise<PhotoView> {
  try {
    const named = { ...origin, name: nameOf(origin) };
    return await store(ctx, userId, await preparePhoto(bytes), named);
  } catch (error) {
    return throwPhotoFault(error);
  }
}

/**
 * Adds a picture to a user's library. A picture that is in it already is not stored again.
 * @param picture.name the name of its file, if it has one
 * @throws AppError `photo_not_a_picture`, `photo_damaged`, `photo_too_large`, `too_many_photos`, `server_busy`,
 *   `storage_unavailable`
 */
export function addPhoto(
  ctx: Data,
  userId: string,
  { bytes, name }: { bytes: Uint8Array; name: string | null },
): Promise<PhotoView> {
  return addPicture(ctx, userId, bytes, { name, source: 'upload', fromJobId: null });
}
