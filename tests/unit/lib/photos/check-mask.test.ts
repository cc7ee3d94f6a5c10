import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkMask } from '@/lib/photos/check-mask';
import { bombOf } from '../../../setup/pictures';

const SIZE = { width: 4, height: 3 };

/** A PNG whose pixels have these values; with several channels, each pixel has the same in all. */
function png(values: number[], { width, height } = SIZE, channels: 1 | 3 | 4 = 1) {
  const pixels = values.flatMap((value) =>
    Array.from({ length: channels }, (_, at) => (at === 3 ? 255 : value)),
  );
  return sharp(Buffer.from(pixels), { raw: { width, height, channels } }).png().toBuffer();
}

const painted = [255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 255];

async function pixelsOf(picture: Buffer) {
  const { width, height, channels } = await sharp(picture).metadata();
  const data = await sharp(picture).toColourspace('b-w').raw().toBuffer();
  return { values: [...data], channels, size: [width, height] };
}

const all = (value: number) => painted.map(() => value);
const coloured = Buffer.from(painted.flatMap((value) => [value, 0, 0]));
const REFUSED = [
  ['of another size', await png([0, 255], { width: 2, height: 1 }), 'mask_wrong_size'],
  ['that lies on its side', await png(painted, { width: 3, height: 4 }), 'mask_wrong_size'],
  ['without a white pixel', await png(all(0)), 'mask_empty'],
  ['that is grey', await png(all(128)), 'mask_not_black_and_white'],
  ['with one grey pixel', await png([...painted.slice(1), 100]), 'mask_not_black_and_white'],
  [
    'in colour',
    await sharp(coloured, { raw: { ...SIZE, channels: 3 } })
      .png()
      .toBuffer(),
    'mask_not_black_and_white',
  ],
  [
    'that is transparent all over',
    await sharp({
      create: { ...SIZE, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0 } },
    })
      .png()
      .toBuffer(),
    'mask_empty',
  ],
  [
    'that is a JPEG',
    await sharp(await png(painted))
      .jpeg()
      .toBuffer(),
    'mask_unreadable',
  ],
  ['that was cut off', (await png(painted)).subarray(0, 45), 'mask_unreadable'],
  ['that is nothing', Buffer.alloc(0), 'mask_unreadable'],
  ['that is a bomb', bombOf(30_000, 30_000), 'mask_wrong_size'],
] as const;

describe('a mask', () => {
  it.each([1, 3, 4] as const)('is kept in both colours, from %i channels', async (channels) => {
    const { white, black } = await checkMask(await png(painted, SIZE, channels), SIZE);
    expect(await pixelsOf(white)).toEqual({ values: painted, channels: 1, size: [4, 3] });
    const inverted = painted.map((value) => 255 - value);
    expect(await pixelsOf(black)).toEqual({ values: inverted, channels: 1, size: [4, 3] });
  });

  it('may differ a little from black and white, as a browser with colour management makes it', async () => {
    const almost = painted.map((value) => (value === 255 ? 252 : 3));
    const { white } = await checkMask(await png(almost), SIZE);
    expect((await pixelsOf(white)).values).toEqual(painted);
  });

  it('is the same file for the same pixels', async () => {
    const one = await checkMask(await png(painted, SIZE, 1), SIZE);
    const two = await checkMask(await png(painted, SIZE, 4), SIZE);
    expect(one.white.equals(two.white)).toBe(true);
  });

  it.each(REFUSED)('%s is refused', async (_name, file, code) => {
    await expect(checkMask(file, SIZE)).rejects.toMatchObject({ code });
  });
});
