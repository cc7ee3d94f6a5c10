import { request } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect } from 'vitest';
import { halves } from '../../setup/pictures';
import { test } from '../../setup/test';

type Photo = { id: string; width: number; height: number; hash: string };

const jpeg = await halves(60, 40).jpeg().toBuffer();
const post = (body: Uint8Array, type = 'image/jpeg'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type },
  body: body as BodyInit,
});

type Sent = { url: string; cookie: string };

/** Begins to send a photo, on a connection of its own. */
function begin({ url, cookie }: Sent) {
  const origin = new URL(url).origin;
  const sent = request(`${url}/api/photos`, { method: 'POST', agent: false });
  for (const [name, value] of Object.entries({ cookie, origin, 'content-type': 'image/jpeg' })) {
    sent.setHeader(name, value);
  }
  return sent;
}

/** Sends megabytes of zeros. The status; 0 if the connection was closed before the answer could be read. */
function sendZeros(to: Sent, megabytes: number): Promise<number> {
  return new Promise((resolve) => {
    const sent = begin(to);
    sent.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    sent.on('error', () => resolve(0));
    const zeros = Array.from({ length: megabytes }, () => new Uint8Array(1024 * 1024));
    Readable.from(zeros).pipe(sent);
  });
}

const it = test
  .extend('photo', { scope: 'file' }, async ({ user }) => {
    const response = await user.fetch('/api/photos?name=Kitchen.jpg', post(jpeg));
    expect(response.status).toBe(201);
    return ((await response.json()) as { photo: Photo }).photo;
  })
  .extend('codeOf', ({}) => async (response: Response) => {
    const { error } = (await response.json()) as { error: { code: string } };
    return [response.status, error.code];
  });

describe('photos over HTTP', () => {
  it('are added, listed, renamed, shown and deleted', async ({ user, photo }) => {
    expect(photo).toMatchObject({ name: 'Kitchen', width: 60, height: 40 });
    const path = `/api/photos/${photo.id}`;
    const listed = (await (await user.fetch('/api/photos')).json()) as { photos: Photo[] };
    expect(listed.photos.map(({ id }) => id)).toContain(photo.id);
    const shown = await user.fetch(`${path}/picture?size=320&v=${photo.hash.slice(0, 16)}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(shown.headers.get('cache-control')).toContain('immutable');
    const whole = await user.fetch(`${path}/picture`);
    expect(whole.headers.get('content-disposition')).toContain('Kitchen.jpg');
    expect(await (await user.fetch('/photos')).text()).toContain('Kitchen');

    const renamed = await user.fetch(path, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'North' }),
    });
    expect(await renamed.json()).toMatchObject({ photo: { name: 'North' } });

    const response = await user.fetch('/api/photos', post(await halves(20, 20).png().toBuffer()));
    const { photo: second } = (await response.json()) as { photo: Photo };
    expect((await user.fetch(`/api/photos/${second.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await user.fetch(`/api/photos/${second.id}/picture`)).status).toBe(404);
  });

  it('belong to one user', async ({ app, stranger, photo }) => {
    const path = `/api/photos/${photo.id}`;
    const png = await halves(60, 40).png().toBuffer();
    for (const [url, init] of [
      [path, {}],
      [`${path}/picture`, {}],
      [path, { method: 'DELETE' }],
      [`${path}/masks`, post(png, 'image/png')],
      [`${path}/masks/none`, {}],
    ] as [string, RequestInit][]) {
      expect((await stranger.fetch(url, init)).status).toBe(404);
      const origin = { origin: app.url };
      const anonymous = await fetch(app.url + url, {
        ...init,
        headers: { ...(init.headers as object), ...origin },
      });
      expect(anonymous.status).toBe(401);
    }
  });

  it('are refused if they are too large, of another type, or cut off', async ({
    app,
    user,
    codeOf,
  }) => {
    const to = { url: app.url, cookie: user.cookie };
    for (const megabytes of [5, 200]) expect([413, 0]).toContain(await sendZeros(to, megabytes));
    const html = Buffer.from('<!doctype html>');
    expect(await codeOf(await user.fetch('/api/photos', post(html, 'text/html')))).toEqual([
      415,
      'unsupported_media_type',
    ]);
    expect(await codeOf(await user.fetch('/api/photos', post(html)))).toEqual([
      422,
      'photo_not_a_picture',
    ]);
    const broken = begin(to);
    broken.setHeader('content-length', String(jpeg.length));
    broken.on('error', () => undefined);
    broken.write(jpeg.subarray(0, 100));
    await new Promise((sent) => setTimeout(sent, 100));
    broken.destroy();
    // Neither a place nor a photo stays behind.
    const listed = (await (await user.fetch('/api/photos?limit=100')).json()) as {
      photos: Photo[];
    };
    expect(listed.photos.every(({ width }) => width > 0)).toBe(true);
    const many = Array.from({ length: 8 }, () => user.fetch('/api/photos', post(jpeg)));
    expect((await Promise.all(many)).map(({ status }) => status)).toEqual(many.map(() => 201));
  });

  it('have masks, which their owner can read again', async ({ user, photo, codeOf }) => {
    const path = `/api/photos/${photo.id}/masks`;
    const white = { create: { width: 60, height: 40, channels: 3 as const, background: '#fff' } };
    const { default: sharp } = await import('sharp');
    const mask = await sharp(white).png().toBuffer();
    const response = await user.fetch(path, post(mask, 'image/png'));
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    const read = await user.fetch(`${path}/${id}`);
    expect([read.status, read.headers.get('content-type')]).toEqual([200, 'image/png']);
    const other = await halves(60, 40).png().toBuffer();
    expect(await codeOf(await user.fetch(path, post(other, 'image/png')))).toEqual([
      422,
      'mask_not_black_and_white',
    ]);
  });

  it('have no address that can be guessed', async ({ app, codeOf }) => {
    for (const sealed of ['x', 'A'.repeat(80)]) {
      expect(await codeOf(await fetch(`${app.url}/p/${sealed}`))).toEqual([404, 'not_found']);
    }
  });
});
