import { createHash, randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { type Db, results } from '@/lib/db';
import { THUMBNAIL_WIDTHS } from '@/lib/results/model';
import { openStorage, type Storage } from '@/lib/storage';
import { filesBeside } from './sqld';
import type { FreshDatabase } from './temp-db';

/** The store of apps that a test starts on a database. */
export function storageBeside({ path, url }: Pick<FreshDatabase, 'path' | 'url'>) {
  const folder = path === undefined ? filesBeside(url) : join(dirname(path), 'files');
  return openStorage({ kind: 'folder', path: folder });
}

/** A JPEG of noise, which compresses little: about 0.4 bytes a pixel. */
export async function noisyPicture(width = 600, height = 400): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  const create = { width, height, channels: 3 as const, background: '#000', noise };
  return sharp({ create }).jpeg({ quality: 80 }).toBuffer();
}

type Given = {
  db: Db;
  storage: Storage;
  jobId: string;
  /** The bytes of the result; by default a JPEG of 600 x 400 pixels. */
  picture?: Buffer;
  type?: string;
  /** What the thumbnails show, where `picture` is no real picture. */
  shown?: Buffer;
};

async function thumbHashOf(picture: Buffer): Promise<string> {
  const small = sharp(picture).ensureAlpha().resize(100, 100, { fit: 'inside' }).raw();
  const { data, info } = await small.toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

/**
 * Stores the result of a job as if it had been copied: its files, and its row. A copy that is under way is given up.
 */
export async function storeResult({ db, storage, jobId, picture, type, shown }: Given) {
  const full = picture ?? (await noisyPicture());
  const source = shown ?? full;
  const folder = `results/${randomBytes(16).toString('hex')}`;
  const hash = createHash('sha256').update(full).digest('hex');
  const thumbnails: Record<number, Buffer> = {};
  await storage.put(`${folder}/full`, full, type ?? 'image/jpeg');
  for (const width of THUMBNAIL_WIDTHS) {
    const resized = sharp(source).autoOrient().resize({ width, withoutEnlargement: true });
    thumbnails[width] = await resized.webp().toBuffer();
    await storage.put(`${folder}/${width}.webp`, thumbnails[width], 'image/webp');
  }
  const { autoOrient } = await sharp(source).metadata();
  const row = {
    state: 'stored' as const,
    problem: null,
    folder,
    hash,
    type: type ?? 'image/jpeg',
    bytes: full.byteLength,
    thumbnailBytes: Object.values(thumbnails).reduce((sum, { byteLength }) => sum + byteLength, 0),
    width: autoOrient.width,
    height: autoOrient.height,
    thumbHash: await thumbHashOf(source),
    storedAt: Date.now(),
  };
  await db
    .insert(results)
    .values({ jobId, queuedAt: row.storedAt, nextAttemptAt: row.storedAt, ...row })
    .onConflictDoUpdate({
      target: results.jobId,
      set: { ...row, leaseUntil: 0, fence: sql`${results.fence} + 1` },
    });
  return { folder, hash, full, thumbnails };
}
