import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { MAX_SIDE, MAX_UPLOAD_BYTES } from '@/lib/photos/model';
import { preparePhoto } from '@/lib/photos/prepare';
import { animated, bombOf, halves } from '../../../setup/pictures';

/** Red above blue, 60 x 40. */
const upright = () => halves(60, 40);
const create = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } });

async function colourAt(picture: Buffer, x: number, y: number) {
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  return [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
}

const isRed = ([r = 0, , b = 0]: number[]) => r > 200 && b < 60;

/** How the pixels of a file lie, by its EXIF orientation, so that it shows `upright`. */
const STORED: Record<number, (picture: Sharp) => Sharp> = {
  1: (picture) => picture,
  2: (picture) => picture.flop(),
  3: (picture) => picture.rotate(180),
  4: (picture) => picture.flip(),
  5: (picture) => picture.rotate(270).flop(),
  6: (picture) => picture.rotate(270),
  7: (picture) => picture.rotate(90).flop(),
  8: (picture) => picture.rotate(90),
};

describe('a photo is prepared', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('upright from orientation %i', async (orientation) => {
    const plain = await upright().png().toBuffer();
    const turned = STORED[orientation]?.(sharp(plain)) ?? sharp(plain);
    const file = await sharp(await turned.png().toBuffer())
      .withMetadata({ orientation })
      .jpeg({ quality: 100 })
      .toBuffer();
    const photo = await preparePhoto(file);
    expect([photo.width, photo.height]).toEqual([60, 40]);
    expect(isRed(await colourAt(photo.bytes, 5, 5))).toBe(true);
    expect(isRed(await colourAt(photo.bytes, 5, 35))).toBe(false);
    expect((await sharp(photo.bytes).metadata()).orientation).toBeUndefined();
  });

  it('without the place where it was taken', async () => {
    const exif = { IFD0: { Copyright: 'Jane Doe' }, IFD3: { GPSLatitude: '48/1 51/1 30/1' } };
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Jane Doe</a></x:xmpmeta>';
    const file = await upright().withExif(exif).withXmp(xmp).jpeg().toBuffer();
    expect(file.includes('Jane Doe')).toBe(true);
    const { bytes } = await preparePhoto(file);
    const { exif: left, xmp: more, icc } = await sharp(bytes).metadata();
    expect([left, more, icc, bytes.includes('Jane')]).toEqual([
      undefined,
      undefined,
      undefined,
      false,
    ]);
  });

  it('in sRGB with 8 bits, from CMYK, from 16 bits, from grey and from a wide gamut', async () => {
    const cmyk = await upright().toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
    const deep = await upright().toColourspace('rgb16').png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    const grey = await create(60, 40).toColourspace('b-w').png().toBuffer();
    const wide = await upright().withIccProfile('p3').jpeg().toBuffer();
    for (const file of [cmyk, deep, grey, wide]) {
      const { bytes } = await preparePhoto(file);
      const { format, space, depth, channels } = await sharp(bytes).metadata();
      expect({ format, space, depth, channels }).toEqual({
        format: 'jpeg',
        space: 'srgb',
        depth: 'uchar',
        channels: 3,
      });
    }
    const { bytes } = await preparePhoto(cmyk);
    expect(isRed(await colourAt(bytes, 5, 5))).toBe(true);
  });

  it.each(['png', 'webp', 'avif', 'gif'] as const)('from %s', async (format) => {
    const photo = await preparePhoto(await upright().toFormat(format).toBuffer());
    expect([photo.type, photo.width, photo.height]).toEqual(['image/jpeg', 60, 40]);
    expect(isRed(await colourAt(photo.bytes, 30, 5))).toBe(true);
  });

  it.each(['webp', 'gif'] as const)('from the first frame of an animated %s', async (format) => {
    const photo = await preparePhoto(await animated(format));
    expect([photo.width, photo.height]).toEqual([60, 40]);
    expect(isRed(await colourAt(photo.bytes, 30, 30))).toBe(true);
  });

  it('on white where it is transparent', async () => {
    const clear = { r: 255, g: 0, b: 0, alpha: 0 };
    const file = sharp({ create: { width: 9, height: 9, channels: 4, background: clear } });
    const { bytes } = await preparePhoto(await file.png().toBuffer());
    expect(await colourAt(bytes, 4, 4)).toEqual([255, 255, 255]);
  });

  it('with at most 4096 pixels on a side, never enlarged, and at most 4 MB', async () => {
    const wide = await preparePhoto(await create(5_000, 100).png().toBuffer());
    expect([wide.width, wide.height]).toEqual([MAX_SIDE, 82]);
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
    const noisy = sharp({
      create: { width: 2_400, height: 2_000, channels: 3, noise, background: '#000' },
    });
    const file = await noisy.jpeg({ quality: 95 }).toBuffer();
    expect(file.byteLength).toBeGreaterThan(MAX_UPLOAD_BYTES);
    const photo = await preparePhoto(file);
    expect([photo.width, photo.height]).toEqual([2_400, 2_000]);
    expect(photo.bytes.byteLength).toBeLessThanOrEqual(MAX_UPLOAD_BYTES);
  });
});

const jpeg = await upright().jpeg().toBuffer();
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>';
const REFUSED = [
  ['nothing', '', 'empty'],
  ['an SVG', svg, 'not_a_picture'],
  ['an SVG after a declaration', `<?xml version="1.0"?>${svg}`, 'not_a_picture'],
  ['a page of HTML', '<!doctype html><img src="x.jpg">', 'not_a_picture'],
  ['a PDF', '%PDF-1.7\n%âãÏÓ', 'not_a_picture'],
  ['a text that is called a picture', 'photo.jpg', 'not_a_picture'],
  ['a TIFF', await upright().tiff().toBuffer(), 'not_a_picture'],
  ['a JPEG that was cut off', jpeg.subarray(0, jpeg.length / 2), 'damaged'],
  ['a PNG without its end', (await upright().png().toBuffer()).subarray(0, 90), 'damaged'],
  ['the start of a JPEG alone', jpeg.subarray(0, 20), 'damaged'],
  ['a PNG bomb', bombOf(30_000, 30_000), 'too_large'],
  ['a flat bomb', bombOf(200_000, 1_000), 'too_large'],
] as const;

describe('a photo is refused', () => {
  it.each(REFUSED)('that is %s', async (_name, file, problem) => {
    await expect(preparePhoto(Buffer.from(file))).rejects.toMatchObject({ problem });
  });
});
