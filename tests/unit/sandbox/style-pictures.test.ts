import { expect, it } from 'vitest';
import { readItems } from '@/lib/catalogue/model';
import { remaining } from '@/sandbox/create';
import { decodeJobId } from '@/sandbox/job-id';
import { stylesWithPictures } from '@/sandbox/style-pictures';

it('every style has a picture of its own, which is there at once and which a form finds', () => {
  const list = JSON.stringify(stylesWithPictures('http://127.0.0.1:1'));
  const pictures = readItems(list).map(({ picture }) => picture ?? '');
  expect(new Set(pictures).size).toBe(8);
  for (const picture of pictures) {
    const job = decodeJobId(/\/pictures\/(.+)\.webp$/.exec(picture)?.[1] ?? '');
    expect(job && remaining(job, Date.now())).toBe(0);
  }
});
