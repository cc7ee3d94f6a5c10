import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { THUMBNAIL_WIDTHS } from '@/lib/results/model';
import { animated, fromPhone, halves } from '../../setup/pictures';
import { bytesOf, resultOf, testResults } from '../../setup/results-test';

const TYPES = ['png', 'jpeg', 'webp', 'avif', 'gif'] as const;
const base = () => halves(60, 40);

/** The colour of a pixel, as [red, green, blue] of 0 or 1. */
async function colourAt(picture: Buffer, x: number, y: number) {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 255));
}

/** What is copied: its bytes, the type, the upright size, and the colours at the top left and at the bottom right. */
const given: [string, () => Promise<Buffer>, string, [number, number], number[], number[]][] = [
  ...TYPES.map(
    (type) =>
      [
        type,
        () => base()[type]({ quality: 90 }).toBuffer(),
        `image/${type}`,
        [60, 40],
        [1, 0, 0],
        [0, 0, 1],
      ] as never,
  ),
  ['an animated WebP', () => animated('webp'), 'image/webp', [60, 40], [1, 0, 0], [1, 0, 0]],
  ['an animated GIF', () => animated('gif'), 'image/gif', [60, 40], [1, 0, 0], [1, 0, 0]],
  [
    'CMYK',
    () => base().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
    'image/jpeg',
    [60, 40],
    [1, 0, 0],
    [0, 0, 1],
  ],
  [
    '16 bit',
    () => base().toColourspace('rgb16').png().toBuffer(),
    'image/png',
    [60, 40],
    [1, 0, 0],
    [0, 0, 1],
  ],
  [
    'greyscale',
    () => base().greyscale().toColourspace('b-w').png().toBuffer(),
    'image/png',
    [60, 40],
    [0, 0, 0],
    [0, 0, 0],
  ],
  [
    'a palette with transparency',
    () => base().ensureAlpha(0.5).png({ palette: true }).toBuffer(),
    'image/png',
    [60, 40],
    [1, 0, 0],
    [0, 0, 1],
  ],
  [
    'an interlaced PNG',
    () => base().png({ progressive: true }).toBuffer(),
    'image/png',
    [60, 40],
    [1, 0, 0],
    [0, 0, 1],
  ],
  // Turned by 90 degrees, what was above is at the right.
  ['EXIF orientation 6', () => fromPhone(60, 40), 'image/jpeg', [40, 60], [0, 0, 1], [1, 0, 0]],
  [
    'one pixel',
    () =>
      sharp(Buffer.alloc(3), { raw: { width: 1, height: 1, channels: 3 } })
        .png()
        .toBuffer(),
    'image/png',
    [1, 1],
    [0, 0, 0],
    [0, 0, 0],
  ],
  [
    'a narrow strip',
    () => halves(4, 20_000).png().toBuffer(),
    'image/png',
    [4, 20_000],
    [1, 0, 0],
    [0, 0, 1],
  ],
  [
    'a flat strip',
    () => halves(20_000, 400).png().toBuffer(),
    'image/png',
    [20_000, 400],
    [1, 0, 0],
    [0, 0, 1],
  ],
];

describe('a copied picture', () => {
  testResults.for(given)(
    'may be %s',
    async ([, make, type, [width, height], first, last], { ctx, storage, finish, upstream }) => {
      const picture = await make();
      const id = await finish({ status: 'success', output: upstream.serve('any', picture) });
      const row = await resultOf(ctx, id);
      expect(row).toMatchObject({ state: 'stored', problem: null, type, width, height });
      expect(row.hash).toBe(createHash('sha256').update(picture).digest('hex'));
      expect((await bytesOf(storage, `${row.folder}/full`)).equals(picture)).toBe(true);
      for (const size of THUMBNAIL_WIDTHS) {
        const webp = await bytesOf(storage, `${row.folder}/${size}.webp`);
        const is = await sharp(webp).metadata();
        expect([is.format, is.space, is.pages ?? 1]).toEqual(['webp', 'srgb', 1]);
        expect(is.width).toBe(
          Math.max(1, Math.min(size, width, Math.round((width * 16_383) / height))),
        );
        expect([is.exif, is.xmp, is.iptc, is.icc, is.orientation]).toEqual([
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
        expect(await colourAt(webp, 0, 0)).toEqual(first);
        expect(await colourAt(webp, is.width - 1, is.height - 1)).toEqual(last);
      }
    },
  );

  testResults(
    'keeps what a camera wrote, but its thumbnails do not',
    async ({ ctx, storage, finish, upstream }) => {
      const picture = await fromPhone(800, 600);
      expect((await sharp(picture).metadata()).exif?.toString('latin1')).toContain('Jane Doe');
      const id = await finish({ status: 'success', output: upstream.serve('phone.jpg', picture) });
      const { folder } = await resultOf(ctx, id);
      const contains = async (name: string) =>
        (await bytesOf(storage, `${folder}/${name}`)).includes('Jane Doe');
      expect(await contains('full')).toBe(true);
      for (const size of THUMBNAIL_WIDTHS) expect(await contains(`${size}.webp`)).toBe(false);
    },
  );
});
