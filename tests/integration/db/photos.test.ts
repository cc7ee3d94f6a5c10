import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { entries, jobs, masks, photos, unreferencedFiles, users } from '@/lib/db';
import {
  addMask,
  addPhoto,
  addressesForUpstream,
  deletePhoto,
  getPhoto,
  listPhotos,
  openAddress,
  renamePhoto,
} from '@/lib/photos';
import { ADDRESS_MS } from '@/lib/photos/model';
import { deleteUnreferenced } from '@/lib/results';
import { addUser } from '../../setup/context';
import { bombOf, fromPhone, halves } from '../../setup/pictures';
import { bytesOf, eachStore, keysOf } from '../../setup/results-test';

const file = (bytes: Uint8Array, name: string | null = null) => ({ bytes, name });
const picture = (width: number, height = width) => halves(width, height).png().toBuffer();

const grey = (width: number, height: number, value: (x: number, y: number) => number) =>
  sharp(
    Buffer.from(
      Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
    ),
    { raw: { width, height, channels: 1 } },
  )
    .png()
    .toBuffer();

describe.each(eachStore)('photos on $kind in $store', ({ it }) => {
  it('are stored as an upright JPEG without metadata, with thumbnails', async ({
    ctx,
    storage,
    db,
    userId,
  }) => {
    const photo = await addPhoto(
      ctx,
      userId,
      file(await fromPhone(600, 400), 'C:\\DCIM\\Sitting room.JPG'),
    );
    expect(photo).toMatchObject({
      name: 'Sitting room',
      source: 'upload',
      type: 'image/jpeg',
      width: 400,
      height: 600,
      results: 0,
    });
    const [row] = await db.select().from(photos).where(eq(photos.id, photo.id));
    const names = ['1280.webp', '320.webp', '640.webp', 'full'];
    expect(await keysOf(storage)).toEqual(names.map((name) => `${row?.folder}/${name}`));
    const bytes = await bytesOf(storage, `${row?.folder}/full`);
    expect(bytes.length).toBe(photo.bytes);
    const { exif, orientation, icc, xmp, space } = await sharp(bytes).metadata();
    expect({ exif, orientation, icc, xmp, space }).toEqual({ space: 'srgb' });
    expect(bytes.includes('GPS') || bytes.includes('Jane Doe')).toBe(false);
    expect(await db.select().from(unreferencedFiles)).toEqual([]);
  });

  it('are one if they are the same picture, also at the same time, and keep their name', async ({
    ctx,
    storage,
    clock,
    userId,
  }) => {
    const bytes = await picture(60);
    const [first, second] = await Promise.all([
      addPhoto(ctx, userId, file(bytes, 'a.png')),
      addPhoto(ctx, userId, file(bytes, 'a.png')),
    ]);
    expect(second.id).toBe(first.id);
    clock.advance(60_000);
    const again = await addPhoto(ctx, userId, file(bytes, 'b.png'));
    expect(again).toMatchObject({ id: first.id, name: 'a', createdAt: first.createdAt });
    expect(again.usedAt).toBe(ctx.now());
    clock.advance(2 * 60 * 60_000);
    await deleteUnreferenced(ctx, 1_000);
    expect(await keysOf(storage)).toHaveLength(4);
  });

  it('are listed page by page, each with the number of its results', async ({
    ctx,
    clock,
    db,
    userId,
  }) => {
    const added = [];
    for (const side of [20, 22, 24]) {
      clock.advance(1_000);
      added.push(await addPhoto(ctx, userId, file(await picture(side))));
    }
    const [oldest, middle, newest] = added.map(({ id }) => id);
    const at = ctx.now();
    const other = await addUser(db);
    for (const [id, by] of [
      ['one', userId],
      ['two', userId],
      ['of-another', other],
    ] as const) {
      const jobId = `${id}-${userId}`;
      const row = { createdAt: at, waitingSince: at, nextCheckAt: at };
      await db.insert(jobs).values({ id: jobId, ...row, photoId: newest ?? null });
      await db.insert(entries).values({ userId: by, jobId, addedAt: at });
    }
    const page = await listPhotos(ctx, userId, { limit: 2 });
    expect(page.photos.map(({ id, results }) => [id, results])).toEqual([
      [newest, 2],
      [middle, 0],
    ]);
    const [usedAt, id = ''] = page.nextCursor?.split('.') ?? [];
    const next = await listPhotos(ctx, userId, {
      limit: 2,
      cursor: { usedAt: Number(usedAt), id },
    });
    expect(next).toMatchObject({ photos: [{ id: oldest }], nextCursor: null });
    expect((await listPhotos(ctx, other, { limit: 2 })).photos).toEqual([]);
  });

  it('are changed and deleted by their owner only; their files and masks go with them', async ({
    ctx,
    db,
    storage,
    userId,
  }) => {
    const { id } = await addPhoto(ctx, userId, file(await picture(40)));
    await addMask(ctx, userId, id, await grey(40, 40, (x) => (x < 20 ? 255 : 0)));
    const other = await addUser(db);
    for (const attempt of [
      () => getPhoto(ctx, other, id),
      () => renamePhoto(ctx, other, id, 'mine'),
      () => deletePhoto(ctx, other, id),
      () => addMask(ctx, other, id, Buffer.alloc(0)),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await renamePhoto(ctx, userId, id, ' North ')).toMatchObject({ name: 'North' });
    expect(await renamePhoto(ctx, userId, id, ' \u200b ')).toMatchObject({ name: null });
    expect(await keysOf(storage)).toHaveLength(6);
    await deletePhoto(ctx, userId, id);
    await deleteUnreferenced(ctx, 1_000);
    expect(await keysOf(storage)).toEqual([]);
    expect(await db.select().from(masks).where(eq(masks.photoId, id))).toEqual([]);
  });

  it('are read upstream, with their mask, for 24 hours', async ({
    ctx,
    clock,
    db,
    storage,
    userId,
  }) => {
    const { id: photoId } = await addPhoto(ctx, userId, file(await picture(40)));
    const png = await grey(40, 40, (x) => (x < 10 ? 255 : 0));
    const { id: maskId } = await addMask(ctx, userId, photoId, png);
    const origin = 'https://bottega.example';
    const open = async (url: string) => {
      const found = await openAddress(ctx, url.slice(`${origin}/p/`.length));
      return found && sharp(await bytesOf(storage, found.key)).stats();
    };
    const white = await addressesForUpstream(ctx, { photoId, maskId, maskColour: 'white', origin });
    const black = await addressesForUpstream(ctx, { photoId, maskId, maskColour: 'black', origin });
    expect(white.url).toMatch(/^https:\/\/bottega\.example\/p\/[\w-]{60,}$/);
    expect((await open(white.url))?.channels).toHaveLength(3);
    expect((await open(white.mask ?? ''))?.channels[0]?.mean).toBeCloseTo(255 / 4);
    expect((await open(black.mask ?? ''))?.channels[0]?.mean).toBeCloseTo((255 * 3) / 4);
    const { id: another } = await addPhoto(ctx, userId, file(await picture(42)));
    const mixed = { photoId: another, maskId, maskColour: 'white' as const, origin };
    await expect(addressesForUpstream(ctx, mixed)).rejects.toMatchObject({ code: 'photo_gone' });

    const sealed = white.url.slice(`${origin}/p/`.length);
    const changed = `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}`;
    expect(await openAddress(ctx, changed)).toBeNull();
    clock.advance(ADDRESS_MS - 1);
    expect(await open(white.url)).not.toBeNull();
    await db.update(users).set({ disabledAt: 1 }).where(eq(users.id, userId));
    expect(await open(white.url)).toBeNull();
    await db.update(users).set({ disabledAt: null }).where(eq(users.id, userId));
    clock.advance(1);
    expect([await open(white.url), await open(white.mask ?? '')]).toEqual([null, null]);
    await deletePhoto(ctx, userId, photoId);
    const gone = addressesForUpstream(ctx, { photoId, maskId: null, maskColour: 'white', origin });
    await expect(gone).rejects.toMatchObject({ code: 'photo_gone' });
  });

  it('leave nothing behind if they cannot be used', async ({ ctx, db, storage, userId }) => {
    const { id } = await addPhoto(ctx, userId, file(await picture(40)));
    const keys = await keysOf(storage);
    await db.delete(unreferencedFiles);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    for (const bytes of [svg, bombOf(20_000, 20_000), (await picture(90)).subarray(0, 200)]) {
      await expect(addPhoto(ctx, userId, file(bytes))).rejects.toMatchObject({
        code: expect.stringMatching(/^photo_/),
      });
    }
    const empty = await grey(40, 40, () => 0);
    await expect(addMask(ctx, userId, id, empty)).rejects.toMatchObject({ code: 'mask_empty' });
    expect(await keysOf(storage)).toEqual(keys);
    expect(await db.select().from(unreferencedFiles)).toEqual([]);
  });
});
