import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readItems } from '@/lib/catalogue/model';
import { pictureAt } from '@/sandbox/pictures';
import { stylesWithPictures } from '@/sandbox/style-pictures';

it('every style has a small picture of its own, which a form finds', async () => {
  const list = JSON.stringify(stylesWithPictures('http://127.0.0.1:1'));
  const addresses = readItems(list).map(({ picture }) => picture ?? '');
  expect(new Set(addresses).size).toBe(8);
  const pictures = await Promise.all(
    addresses.map((address) => pictureAt(new URL(address).pathname, Date.now())),
  );
  expect(new Set(pictures.map((picture) => picture?.toString('base64'))).size).toBe(8);
  for (const picture of pictures) {
    expect(await sharp(picture ?? undefined).metadata()).toMatchObject({ width: 480, height: 320 });
  }
});

it('an unknown style has no picture', async () => {
  expect(await pictureAt('/pictures/style/unknown.webp', Date.now())).toBeNull();
});
