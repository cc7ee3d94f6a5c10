import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { noisyPicture } from '../../setup/stored-result';
import { bytesOf, testStored } from '../../setup/stored-result-test';

/** A picture that a camera took lying on its side, with the place where it was taken. */
async function fromCamera(): Promise<Buffer> {
  const exif = { IFD0: { Make: 'CameraMaker' }, IFD3: { GPSLatitude: '48/1 51/1 30/1' } };
  return sharp(await noisyPicture(800, 400))
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

const it = testStored.extend('camera', { scope: 'file' }, async ({ addJob, store }) => {
  const id = await addJob('Garden');
  const result = await store(id, { picture: await fromCamera() });
  return { ...result, path: `/api/jobs/${id}/picture?download=1` };
});

describe('a picture that is downloaded in another format', () => {
  it.for([
    ['format=png', 'image/png', 'png', 400],
    ['format=jpeg', 'image/jpeg', 'jpg', 400],
    ['format=webp', 'image/webp', 'webp', 400],
    ['format=webp&width=100', 'image/webp', 'webp', 100],
    ['format=png&width=8192', 'image/png', 'png', 400],
    ['width=60', 'image/jpeg', 'jpg', 60],
  ] as const)(
    '%s is upright, not enlarged and has no metadata',
    async ([query, type, extension, width], { user, camera }) => {
      const response = await user.fetch(`${camera.path}&${query}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
      const name = response.headers.get('content-disposition');
      expect(name).toBe(`attachment; filename="Garden - furnish.${extension}"`);
      const bytes = await bytesOf(response);
      expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
      const facts = await sharp(bytes).metadata();
      expect(facts).toMatchObject({ width, height: width * 2, space: 'srgb' });
      for (const name of ['exif', 'icc', 'iptc', 'xmp', 'orientation'] as const) {
        expect([name, facts[name]]).toEqual([name, undefined]);
      }
      expect(bytes.includes('CameraMaker')).toBe(false);
    },
  );

  it('is the original, with its metadata, without a format', async ({ user, camera }) => {
    const bytes = await bytesOf(await user.fetch(camera.path));
    expect(bytes.equals(camera.full)).toBe(true);
    expect(bytes.includes('CameraMaker')).toBe(true);
  });

  it('is 304 while it is the same', async ({ user, camera }) => {
    const path = `${camera.path}&format=png&width=50`;
    const etag = (await user.fetch(path, { method: 'HEAD' })).headers.get('etag') ?? '';
    expect(etag).toContain(camera.hash);
    const again = await user.fetch(path, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const other = await user.fetch(`${path}0`, { headers: { 'if-none-match': etag } });
    expect(other.status).toBe(200);
  });

  it('may be one that is not stored', async ({ user, addJob }) => {
    const id = await addJob(null, '/pictures/one.png');
    const response = await user.fetch(`/api/jobs/${id}/picture?format=jpeg&width=30`);
    expect(await sharp(await bytesOf(response)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 30,
      height: 20,
    });
  });

  it.for(['width=0', 'width=8193', 'width=1e2', 'width=', 'width=-1', 'format=gif', 'format='])(
    'cannot have %s',
    async (query, { user, camera }) => {
      expect((await user.fetch(`${camera.path}&${query}`)).status).toBe(400);
    },
  );

  it('is damaged: says so, and the original is still served', async ({ user, addJob, store }) => {
    const id = await addJob();
    const picture = (await noisyPicture()).subarray(0, 300);
    await store(id, { picture, shown: await noisyPicture() });
    const path = `/api/jobs/${id}/picture`;
    const response = await user.fetch(`${path}?format=png`);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: 'picture_unavailable' } });
    expect((await user.fetch(path)).status).toBe(200);
  });

  it('waits its turn, and is turned away if too many wait', async ({ user, addJob, store }) => {
    const id = await addJob();
    await store(id, { picture: await noisyPicture(4000, 3000) });
    const path = `/api/jobs/${id}/picture?format=png`;
    const answers = await Promise.all(
      Array.from({ length: 24 }, async () => {
        const response = await user.fetch(path);
        const { length } = await bytesOf(response);
        return { status: response.status, length, retry: response.headers.get('retry-after') };
      }),
    );
    const served = answers.filter(({ status }) => status === 200);
    const away = answers.filter(({ status }) => status === 503);
    expect(served.length + away.length).toBe(24);
    expect(served.length).toBeGreaterThan(0);
    expect(away.length).toBeGreaterThan(0);
    expect(new Set(away.map(({ retry }) => retry))).toEqual(new Set(['5']));
    expect((await user.fetch(`${path}&width=10`)).status).toBe(200);
  });
});
