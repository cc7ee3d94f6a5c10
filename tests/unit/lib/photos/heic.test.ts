import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { profileIn } from '@/lib/photos/heic-colours';
import { preparePhoto } from '@/lib/photos/prepare';
import { HEIC_WITH_EXIF, P3_HEIC, PLAIN_HEIC } from '../../../setup/heic';

async function colourAt(picture: Buffer, x: number, y: number) {
  const { data } = await sharp(picture)
    .extract({ left: x, top: y, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

const near = (colour: number[], expected: number[]) =>
  colour.every((value, at) => Math.abs(value - (expected[at] ?? 0)) < 40);

describe('a HEIC', () => {
  it('is decoded', async () => {
    const photo = await preparePhoto(PLAIN_HEIC);
    expect([photo.type, photo.width, photo.height]).toEqual(['image/jpeg', 64, 48]);
    expect(near(await colourAt(photo.bytes, 30, 5), [255, 0, 0])).toBe(true);
    expect(near(await colourAt(photo.bytes, 30, 40), [0, 0, 255])).toBe(true);
  });

  it('loses its metadata, and is not turned twice', async () => {
    expect(HEIC_WITH_EXIF.includes('Jane Doe')).toBe(true);
    const photo = await preparePhoto(HEIC_WITH_EXIF);
    expect([photo.width, photo.height]).toEqual([64, 48]);
    expect(photo.bytes.includes('Jane Doe')).toBe(false);
  });

  it('keeps its colours when it comes from a wider gamut', async () => {
    const profile = profileIn(P3_HEIC);
    expect(profile?.toString('latin1', 36, 40)).toBe('acsp');
    const photo = await preparePhoto(P3_HEIC);
    // Without its profile, the red of sRGB would be some 20 less red and 50 more green.
    expect(near(await colourAt(photo.bytes, 30, 5), [255, 0, 0])).toBe(true);
    const [, green = 255] = await colourAt(photo.bytes, 30, 5);
    expect(green).toBeLessThan(25);
  });

  it.each([
    ['its start alone', PLAIN_HEIC.subarray(0, 40)],
    ['a half', PLAIN_HEIC.subarray(0, PLAIN_HEIC.length / 2)],
    ['noise in it', Buffer.concat([PLAIN_HEIC.subarray(0, 60), Buffer.alloc(800, 7)])],
  ])('with %s is damaged', async (_name, file) => {
    await expect(preparePhoto(file)).rejects.toMatchObject({ problem: 'damaged' });
  });
});
