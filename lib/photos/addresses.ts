import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { masks, photos, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { isReachable, isStoreReachable, publicOrigin } from '@/lib/public-address';
import { seal, unseal } from '@/lib/sealing';
import type { MaskColour } from '@/lib/submissions/model';
import { ADDRESS_MS } from './model';

const PURPOSE = 'bottega address of a photo for gepetto';
/** What is sealed is a kind, an id and a time, characters. */
const SEALED = /^[A-Za-z0-9_-]{60,300}$/;

/** What an address shows: the photo, or a mask with white or black where something should change. */
type Kind = 'photo' | MaskColour;

type Wanted = { photoId: string; maskId: string | null; maskColour: MaskColour; origin: string };

type File = { key: string; type: string };

const photoGone = () =>
  new AppError('photo_gone', 'The photo or its mask was deleted. Choose another photo.');

async function findPhoto({ db }: Pick<Context, 'db'>, photoId: string): Promise<File | undefined> {
  const [found] = await db
    .select({ folder: photos.folder, type: photos.type })
    .from(photos)
    .innerJoin(users, eq(users.id, photos.userId))
    .where(and(eq(photos.id, photoId), isNull(users.disabledAt)));
  return found && { key: `${found.folder}/full`, type: found.type };
}

async function findMask({ db }: Pick<Context, 'db'>, maskId: string, colour: MaskColour) {
  const [found] = await db
    .select({ folder: masks.folder, photoId: masks.photoId })
    .from(masks)
    .innerJoin(photos, eq(photos.id, masks.photoId))
    .innerJoin(users, eq(users.id, photos.userId))
    .where(and(eq(masks.id, maskId), isNull(users.disabledAt)));
  if (!found) return undefined;
  return { key: `${found.folder}/${colour}`, type: 'image/png', photoId: found.photoId };
}

/**
 * The file of a mask, white where something should change.
 * @throws AppError `not_found` if it is not a mask of a photo of this user
 */
export async function openMask(
  { db }: Pick<Context, 'db'>,
  userId: string,
  photoId: string,
  maskId: string,
): Promise<File> {
  const [found] = await db
    .select({ folder: masks.folder })
    .from(masks)
    .innerJoin(photos, eq(photos.id, masks.photoId))
    .where(and(eq(masks.id, maskId), eq(photos.id, photoId), eq(photos.userId, userId)));
  if (!found) throw new AppError('not_found', 'There is no such mask of this photo.');
  return { key: `${found.folder}/white`, type: 'image/png' };
}

/** Ours where it can be reached, else one that the bucket signs. */
async function addressOf(
  ctx: Pick<Context, 'now' | 'storage'>,
  origin: string,
  { key, kind, id }: { key: string; kind: Kind; id: string },
): Promise<string> {
  const base = publicOrigin(origin);
  const { sign } = await ctx.storage();
  if (sign && !isReachable(base) && isStoreReachable()) return sign(key, ADDRESS_MS);
  const text = [kind, id, ctx.now() + ADDRESS_MS].join(' ');
  return `${base}/p/${seal(text, getEnv().authSecret, PURPOSE)}`;
}

/**
 * Addresses at which Gepetto reads a photo and its mask for 24 hours. Nobody can guess them.
 * @param wanted.maskColour the colour that means "change here" upstream
 * @param wanted.origin the one that a request of the user was sent to
 * @throws AppError `photo_gone` if one of them was deleted
 */
export async function addressesForUpstream(
  ctx: Pick<Context, 'db' | 'now' | 'storage'>,
  { photoId, maskId, maskColour, origin }: Wanted,
): Promise<{ url: string; mask?: string }> {
  const photo = await findPhoto(ctx, photoId);
  if (!photo) throw photoGone();
  const url = await addressOf(ctx, origin, { key: photo.key, kind: 'photo', id: photoId });
  if (maskId === null) return { url };
  const mask = await findMask(ctx, maskId, maskColour);
  if (mask?.photoId !== photoId) throw photoGone();
  return {
    url,
    mask: await addressOf(ctx, origin, { key: mask.key, kind: maskColour, id: maskId }),
  };
}

/**
 * The file at an address of ours.
 * @returns null for an address that is unknown or over, or whose photo or mask has gone
 */
export async function openAddress(
  ctx: Pick<Context, 'db' | 'now'>,
  sealed: string,
): Promise<File | null> {
  if (!SEALED.test(sealed)) return null;
  const [kind, id = '', until] =
    unseal(sealed, getEnv().readableSecrets, PURPOSE)?.split(' ') ?? [];
  if (ctx.now() >= Number(until)) return null;
  if (kind === 'photo') return (await findPhoto(ctx, id)) ?? null;
  if (kind === 'white' || kind === 'black') return (await findMask(ctx, id, kind)) ?? null;
  return null;
}
