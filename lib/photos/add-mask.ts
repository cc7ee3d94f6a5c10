import { createHash } from 'node:crypto';
import { and, desc, eq, exists, inArray, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, insertIf, masks, photos, submissions } from '@/lib/db';
import { writeFolder } from '@/lib/results';
import { checkMask } from './check-mask';
import { throwPhotoFault } from './faults';
import { MAX_MASKS } from './model';
import { getPhoto } from './read';

type Data = Pick<Context, 'db' | 'now' | 'storage'>;

async function findMask({ db }: Data, photoId: string, hash: string) {
  const [found] = await db
    .select({ id: masks.id })
    .from(masks)
    .where(and(eq(masks.photoId, photoId), eq(masks.hash, hash)));
  return found;
}

/** Deletes the oldest masks of a photo beyond the most that are kept; not those that a submission has. */
function dropOldest({ db }: Data, photoId: string) {
  const kept = db
    .select({ id: masks.id })
    .from(masks)
    .where(eq(masks.photoId, photoId))
    .orderBy(desc(masks.createdAt), desc(masks.id))
    .limit(MAX_MASKS);
  const used = sql`EXISTS (SELECT 1 FROM ${submissions} WHERE ${submissions.maskId} = ${masks.id})`;
  return db
    .delete(masks)
    .where(and(eq(masks.photoId, photoId), sql`NOT ${inArray(masks.id, kept)}`, sql`NOT ${used}`));
}

async function store(
  ctx: Data,
  photoId: string,
  size: { width: number; height: number },
  png: Uint8Array,
) {
  const { db, now } = ctx;
  const { white, black } = await checkMask(png, size);
  const hash = createHash('sha256').update(white).digest('hex');
  const known = await findMask(ctx, photoId, hash);
  if (known) return known;
  const written = await writeFolder(ctx, 'masks', [
    { name: 'white', bytes: white, type: 'image/png' },
    { name: 'black', bytes: black, type: 'image/png' },
  ]);
  const { folder } = written;
  const id = crypto.randomUUID();
  const bytes = white.byteLength + black.byteLength;
  const row = { id, photoId, createdAt: now(), folder, hash, bytes };
  const hasPhoto = db.select({ one: sql`1` }).from(photos).where(eq(photos.id, photoId));
  const referring = db.select({ one: sql`1` }).from(masks).where(eq(masks.id, id));
  const [[added]] = await batch(db, [
    insertIf(db, masks, row, sql`${written.isKept} AND ${exists(hasPhoto)}`).returning({
      id: masks.id,
    }),
    written.referTo(exists(referring)),
    dropOldest(ctx, photoId),
  ]);
  if (added) return added;
  await written.discard();
  return findMask(ctx, photoId, hash);
}

/**
 * Stores a mask over a photo, in which white means "change here". The same mask twice is one.
 * @param png black and white, of exactly the photo's size
 * @throws AppError `not_found` if it is not a photo of this user; `mask_unreadable`, `mask_wrong_size`,
 *   `mask_not_black_and_white`, `mask_empty`; `storage_unavailable`
 */
export async function addMask(
  ctx: Data,
  userId: string,
  photoId: string,
  png: Uint8Array,
): Promise<{ id: string }> {
  const photo = await getPhoto(ctx, userId, photoId);
  const added = await store(ctx, photoId, photo, png).catch(throwPhotoFault);
  // The photo was deleted meanwhile.
  return added ?? getPhoto(ctx, userId, photoId);
}
