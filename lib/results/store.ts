import { createHash, randomBytes } from 'node:crypto';
import { and, eq, exists, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, results, unreferencedFiles } from '@/lib/db';
import { writeOfClaimed } from '@/lib/lease';
import type { ResultRow } from './claim';
import type { Thumbnails } from './thumbnails';

/** Files that no row refers to by then are deleted, ms. */
const WRITTEN_WITHIN_MS = 60 * 60 * 1_000;

type Picture = { bytes: Buffer; type: string } & Thumbnails;

async function putFiles(ctx: Context, folder: string, { bytes, type, webp }: Picture) {
  const storage = await ctx.storage();
  const put = await Promise.allSettled([
    storage.put(`${folder}/full`, bytes, type),
    ...webp.map((one) => storage.put(`${folder}/${one.width}.webp`, one.bytes, 'image/webp')),
  ]);
  const failed = put.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Lets maintenance delete the files of a folder now. */
function discard({ db, now }: Context, folder: string) {
  return db
    .update(unreferencedFiles)
    .set({ deleteAt: now() })
    .where(eq(unreferencedFiles.folder, folder));
}

/**
 * Stores a picture and its thumbnails, then writes the claimed row that refers to them. A crash at any moment leaves
 * neither a row without files nor files that nobody deletes.
 *
 * @returns the row; undefined if the claim no longer stands: the files are deleted then
 * @throws StorageError
 */
export async function storePicture(
  ctx: Context,
  claimed: ResultRow,
  picture: Picture,
): Promise<ResultRow | undefined> {
  const { db, now } = ctx;
  const folder = `results/${randomBytes(16).toString('hex')}`;
  const deleteAt = now() + WRITTEN_WITHIN_MS;
  await db.insert(unreferencedFiles).values({ folder, deleteAt });
  try {
    await putFiles(ctx, folder, picture);
  } catch (error) {
    await discard(ctx, folder).catch(() => undefined);
    throw error;
  }
  const announced = db
    .select({ one: sql`1` })
    .from(unreferencedFiles)
    // Another time means that they are being deleted.
    .where(and(eq(unreferencedFiles.folder, folder), eq(unreferencedFiles.deleteAt, deleteAt)));
  const change = {
    state: 'stored' as const,
    problem: null,
    folder,
    hash: createHash('sha256').update(picture.bytes).digest('hex'),
    type: picture.type,
    bytes: picture.bytes.byteLength,
    thumbnailBytes: picture.webp.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    width: picture.width,
    height: picture.height,
    thumbHash: picture.thumbHash,
    storedAt: now(),
  };
  const referring = db
    .select({ one: sql`1` })
    .from(results)
    .where(and(eq(results.jobId, claimed.jobId), eq(results.folder, folder)));
  const [[row]] = await batch(db, [
    writeOfClaimed(db, results, claimed, change, exists(announced)),
    db
      .delete(unreferencedFiles)
      .where(and(eq(unreferencedFiles.folder, folder), exists(referring))),
  ]);
  if (!row) await discard(ctx, folder);
  return row as ResultRow | undefined;
}
