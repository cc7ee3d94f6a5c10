import { createHash } from 'node:crypto';
import { and, eq, exists, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, results } from '@/lib/db';
import { writeOfClaimed } from '@/lib/lease';
import type { ResultRow } from './claim';
import type { Thumbnails } from './thumbnails';
import { type NewFile, writeFolder } from './written-folder';

type Picture = { bytes: Buffer; type: string } & Thumbnails;

/** The files of a picture: the whole one and its thumbnails. */
export function filesOf({
  bytes,
  type,
  webp,
}: Pick<Picture, 'bytes' | 'type' | 'webp'>): NewFile[] {
  const thumbnails = webp.map((one) => ({
    name: `${one.width}.webp`,
    bytes: one.bytes,
    type: 'image/webp',
  }));
  return [{ name: 'full', bytes, type }, ...thumbnails];
}

/** What a row says of a picture, besides its folder. */
export const factsOf = ({ bytes, type, webp, width, height, thumbHash }: Picture) => ({
  hash: createHash('sha256').update(bytes).digest('hex'),
  type,
  bytes: bytes.byteLength,
  thumbnailBytes: webp.reduce((sum, one) => sum + one.bytes.byteLength, 0),
  width,
  height,
  thumbHash,
});

/**
 * Stores a picture and its thumbnails, then writes the claimed row that refers to them.
 * @returns the row; undefined if the claim no longer stands: the files are deleted then
 * @throws StorageError
 */
export async function storePicture(
  ctx: Context,
  claimed: ResultRow,
  picture: Picture,
): Promise<ResultRow | undefined> {
  const { db, now } = ctx;
  const written = await writeFolder(ctx, 'results', filesOf(picture));
  const { folder } = written;
  const change = {
    state: 'stored' as const,
    problem: null,
    folder,
    ...factsOf(picture),
    storedAt: now(),
  };
  const referring = db
    .select({ one: sql`1` })
    .from(results)
    .where(and(eq(results.jobId, claimed.jobId), eq(results.folder, folder)));
  const [[row]] = await batch(db, [
    writeOfClaimed(db, results, claimed, change, written.isKept),
    written.referTo(exists(referring)),
  ]);
  if (!row) await written.discard();
  return row as ResultRow | undefined;
}
