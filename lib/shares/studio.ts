import 'server-only';
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { fileTypeFromBuffer } from 'file-type';
import type { Context } from '@/lib/context';
import { studioLogos, users } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { decoding, IMAGE_WORK_MS, loadSharp, MAX_PIXELS } from '@/lib/image-work';
import { throwPhotoFault } from '@/lib/photos';
import { PictureError, toDecodingError } from '@/lib/picture-error';
import { findUnlocked } from './open';
import type { Visitor } from './visitor';

type Data = Pick<Context, 'db' | 'now'>;

/** What is decoded. SVG is not among them: it can contain scripts. */
const TYPES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']);
/** The box that a logo is scaled into, px: twice the size at which it is shown. */
const BOX = { width: 640, height: 240 };

export type Logo = { picture: Buffer; hash: string; width: number; height: number };

async function assertPicture(upload: Uint8Array): Promise<void> {
  const kind = await fileTypeFromBuffer(upload.subarray(0, 4_100));
  if (kind && TYPES.has(kind.mime)) return;
  const message = 'This is not a picture that can be a logo. Send a JPEG, PNG, WebP, AVIF or GIF.';
  throw new AppError('logo_not_a_picture', message);
}

async function convert(upload: Uint8Array) {
  const sharp = await loadSharp();
  const { width, height } = await sharp(upload, { limitInputPixels: false }).metadata();
  if (width * height > MAX_PIXELS) throw new PictureError('too_large');
  return sharp(upload, { failOn: 'truncated', limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .resize({ ...BOX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: IMAGE_WORK_MS / 1_000 })
    .png({ palette: true, compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true });
}

async function prepare(upload: Uint8Array) {
  try {
    return await decoding(() => convert(upload));
  } catch (error) {
    throw toDecodingError(error);
  }
}

/**
 * Makes of any picture the logo of the user's studio: a small PNG without metadata.
 * @throws AppError `logo_not_a_picture`, and otherwise as for a photo that is uploaded
 */
export async function setStudioLogo(
  { db, now }: Data,
  userId: string,
  upload: Uint8Array,
): Promise<Omit<Logo, 'picture'>> {
  await assertPicture(upload);
  const { data, info } = await prepare(upload).catch(throwPhotoFault);
  const { width, height } = info;
  const hash = createHash('sha256').update(data).digest('hex');
  const logo = { picture: data.toString('base64'), hash, width, height, createdAt: now() };
  await db
    .insert(studioLogos)
    .values({ userId, ...logo })
    .onConflictDoUpdate({ target: studioLogos.userId, set: logo });
  return { hash, width, height };
}

export async function removeStudioLogo({ db }: Pick<Data, 'db'>, userId: string): Promise<void> {
  await db.delete(studioLogos).where(eq(studioLogos.userId, userId));
}

/** The logo of a user's studio; null without one. */
export async function getStudioLogo(
  { db }: Pick<Data, 'db'>,
  userId: string,
): Promise<Logo | null> {
  const { picture, hash, width, height } = studioLogos;
  const [row] = await db
    .select({ picture, hash, width, height })
    .from(studioLogos)
    .where(eq(studioLogos.userId, userId));
  return row ? { ...row, picture: Buffer.from(row.picture, 'base64') } : null;
}

/** What shared pages call the user's studio, and its logo, for the settings; each null without one. */
export async function getStudio(
  { db }: Pick<Data, 'db'>,
  userId: string,
): Promise<{ name: string | null; logo: Omit<Logo, 'picture'> | null }> {
  const { hash, width, height } = studioLogos;
  const [row] = await db
    .select({ name: users.studioName, logo: { hash, width, height } })
    .from(users)
    .leftJoin(studioLogos, eq(studioLogos.userId, users.id))
    .where(eq(users.id, userId));
  return row ?? { name: null, logo: null };
}

/** The logo on a shared page; null if the page names no sender, or for a link that this visitor may not look into. */
export async function getSharedLogo(
  ctx: Context,
  token: string,
  visitor: Visitor,
): Promise<Logo | null> {
  const found = await findUnlocked(ctx, token, visitor);
  if (!found?.share.showsSender) return null;
  return getStudioLogo(ctx, found.share.userId);
}
