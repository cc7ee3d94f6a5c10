import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { jobs, unreferencedFiles } from '@/lib/db';
import { THUMBNAIL_WIDTHS } from '@/lib/results/model';
import { bytesOf, eachStore, keysOf, resultOf } from '../../setup/results-test';
import { noisyPicture } from '../../setup/stored-result';

const photo = await noisyPicture(1600, 1200);
const small = await noisyPicture(64, 48);

describe.each(eachStore)('a result on $kind, copied to $store,', ({ it }) => {
  it('is copied as soon as its job has succeeded', async ({
    ctx,
    storage,
    finish,
    upstream,
    db,
  }) => {
    const id = await finish({ status: 'success', output: upstream.serve('photo.png', photo) });
    const row = await resultOf(ctx, id);
    expect(row).toMatchObject({
      state: 'stored',
      problem: null,
      type: 'image/jpeg',
      bytes: photo.length,
      width: 1600,
      height: 1200,
      hash: createHash('sha256').update(photo).digest('hex'),
      leaseUntil: 0,
      storedAt: ctx.now(),
    });
    expect(Buffer.from(row.thumbHash ?? '', 'base64').length).toBeGreaterThan(10);
    const { folder } = row;
    const names = ['1280.webp', '320.webp', '640.webp', 'full'];
    expect(await keysOf(storage, `${folder}/`)).toEqual(names.map((name) => `${folder}/${name}`));
    expect((await bytesOf(storage, `${folder}/full`)).equals(photo)).toBe(true);
    let bytes = 0;
    for (const width of THUMBNAIL_WIDTHS) {
      const webp = await bytesOf(storage, `${folder}/${width}.webp`);
      const { format, ...is } = await sharp(webp).metadata();
      expect([format, is.width, is.height]).toEqual(['webp', width, (width * 3) / 4]);
      bytes += webp.length;
    }
    expect(row.thumbnailBytes).toBe(bytes);
    expect(await db.select().from(unreferencedFiles)).toEqual([]);
    expect((await db.select().from(jobs).where(eq(jobs.id, id)))[0]?.state).toBe('succeeded');
  });

  it.for([
    ['a URL', (url: string) => url],
    ['a list', (url: string) => [url]],
    ['an object', (url: string) => ({ url })],
    ['a list of objects', (url: string) => [{ url }]],
    ['an object in an object', (url: string) => ({ image: { url } })],
    ['a data: URI', () => `data:image/jpeg;base64,${small.toString('base64')}`],
    ['base64', () => small.toString('base64')],
    ['a relative URL', (url: string) => new URL(url).pathname],
    ['a URL relative to the API', (url: string) => `..${new URL(url).pathname}`],
    ['a URL without a protocol', (url: string) => url.replace('http:', '')],
    ['a file name', (url: string) => `../pictures/${url.slice(url.lastIndexOf('/') + 1)}`],
  ] as const)('is found in an output that is %s', async ([, output], { ctx, finish, upstream }) => {
    const url = upstream.serve('small.jpg', small);
    const id = await finish({ status: 'success', output: output(url) });
    expect(await resultOf(ctx, id)).toMatchObject({
      state: 'stored',
      problem: null,
      width: 64,
      hash: createHash('sha256').update(small).digest('hex'),
    });
  });
});
