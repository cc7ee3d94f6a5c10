import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { compressStatic } from '../../../../scripts/lib/compress-static.mjs';
import { staticFiles } from '../../../../scripts/server/static-files.mjs';
import { startFront } from '../../../setup/front';
import { rawGet, sendRaw } from '../../../setup/raw';
import { test } from '../../../setup/test';

const SCRIPT = `"${'x'.repeat(4_000)}";`;
const PICTURE = 'not really a picture';

const it = test.extend('ask', async ({ folder }) => {
  for (const [name, text] of [
    ['.next/static/chunks/app.js', SCRIPT],
    ['.next/static/chunks/[id]-1.js', SCRIPT],
    ['.next/secret.js', 'secret'],
    ['public/hero/after.webp', PICTURE],
    ['public/robots.txt', 'User-agent: *\n'],
    ['.next/static/chunks/short.js', '1;'],
    ['.next/static/media/font.woff2', SCRIPT],
  ] as const) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  await compressStatic(join(folder, '.next/static'));
  const front = await startFront(
    async (_request, response) => {
      response.end('the app');
    },
    { findFile: staticFiles(folder) },
  );
  return (path: string, lines: string[] = [], method?: string) =>
    sendRaw(front.url, rawGet(path, lines, method));
});

const FILES = ['/_next/static/chunks/app.js', '/hero/after.webp', '/robots.txt'];

describe('a static file', () => {
  it('is sent with its type, an ETag and how long it may be kept', async ({ ask }) => {
    const script = await ask('/_next/static/chunks/app.js');
    expect([script.status, script.body]).toEqual([200, SCRIPT]);
    expect(script.headers).toMatchObject({
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^W\//),
    });
    const picture = await ask('/hero/after.webp');
    expect([picture.status, picture.body]).toEqual([200, PICTURE]);
    expect(picture.headers['cache-control']).toBe('public, max-age=0');
  });

  it('is sent as it was compressed by the build, to whoever takes that', async ({ ask }) => {
    const path = '/_next/static/chunks/app.js';
    for (const accepted of ['br', 'gzip, deflate, br, zstd', '*', 'gzip;q=0.5, br']) {
      const { headers, body } = await ask(path, [`Accept-Encoding: ${accepted}`]);
      expect(headers).toMatchObject({
        'content-encoding': 'br',
        'content-type': 'text/javascript; charset=utf-8',
        'content-length': `${body.length}`,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      });
      expect(`${brotliDecompressSync(Buffer.from(body, 'latin1'))}`).toBe(SCRIPT);
      const lines = [`Accept-Encoding: ${accepted}`, `If-None-Match: ${headers.etag}`];
      const same = await ask(path, lines);
      expect([same.status, same.body, same.headers.vary]).toEqual([304, '', 'Accept-Encoding']);
    }
    for (const accepted of ['gzip', 'gzip, br;q=0', 'identity']) {
      const { headers } = await ask(path, [`Accept-Encoding: ${accepted}`]);
      expect([accepted, headers['content-encoding']]).not.toEqual([accepted, 'br']);
    }
    for (const name of ['chunks/short.js', 'media/font.woff2', 'chunks/nope.js']) {
      const { headers } = await ask(`/_next/static/${name}`, ['Accept-Encoding: br']);
      expect([name, headers['content-encoding']]).toEqual([name, undefined]);
    }
  });

  it('is found under an escaped path', async ({ ask }) => {
    expect((await ask('/_next/static/chunks/%5Bid%5D-1.js')).body).toBe(SCRIPT);
    expect((await ask('/%5Fnext/static/chunks/[id]-1.js')).body).toBe(SCRIPT);
    expect((await ask('/hero/%61fter.webp')).body).toBe(PICTURE);
  });

  it.for(FILES)('has the same Vary on 200 and 304: %s', async (path, { ask }) => {
    const whole = await ask(path);
    const lines = [`If-None-Match: ${whole.headers.etag}`];
    const same = await ask(path, lines);
    expect([same.status, same.body, same.headers.etag]).toEqual([304, '', whole.headers.etag]);
    expect([path, same.headers.vary]).toEqual([path, whole.headers.vary]);
    expect(same.headers['cache-control']).toBe(whole.headers['cache-control']);
    const zipped = await ask(path, ['Accept-Encoding: br']);
    expect(zipped.headers.vary).toBe(same.headers.vary);
  });

  it.for(FILES)('answers ranges of %s: 206, or 416 with its length', async (path, { ask }) => {
    const size = (await ask(path)).body.length;
    const part = await ask(path, ['Range: bytes=1-3', 'Accept-Encoding: br, gzip']);
    expect([part.status, part.body.length]).toEqual([206, 3]);
    expect(part.headers['content-range']).toBe(`bytes 1-3/${size}`);
    expect(part.headers).not.toHaveProperty('content-encoding');
    for (const range of [`${size}-`, '99999999-', '-0', `${size + 5}-${size + 9}`]) {
      const outside = await ask(path, [`Range: bytes=${range}`]);
      expect([range, outside.status]).toEqual([range, 416]);
      expect(outside.headers['content-range']).toBe(`bytes */${size}`);
      expect(JSON.parse(outside.body).error.code).toBe('range_not_satisfiable');
      expect(outside.headers['cache-control']).toBe('private, no-store');
    }
    for (const range of ['nonsense', 'bytes=x-y', 'lines=1-2', 'bytes=0-0,2-2']) {
      expect([range, (await ask(path, [`Range: ${range}`])).status]).toEqual([range, 200]);
    }
  });

  it('ignores a range of HEAD, and one that depends on a weak ETag', async ({ ask }) => {
    const head = await ask('/robots.txt', ['Range: bytes=0-1'], 'HEAD');
    expect([head.status, head.body]).toEqual([200, '']);
    const lines = ['Range: bytes=0-1', `If-Range: ${head.headers.etag}`];
    expect((await ask('/robots.txt', lines)).status).toBe(200);
  });

  it.for(FILES)('answers 412 to a failed precondition on %s', async (path, { ask }) => {
    for (const line of [
      'If-Match: "other"',
      'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT',
    ]) {
      for (const method of ['GET', 'HEAD']) {
        const failed = await ask(path, [line], method);
        expect([line, failed.status]).toEqual([line, 412]);
        if (method === 'GET')
          expect(JSON.parse(failed.body).error.code).toBe('precondition_failed');
      }
    }
    const future = new Date(Date.now() + 86_400_000).toUTCString();
    for (const line of ['If-Match: *', `If-Unmodified-Since: ${future}`]) {
      expect([line, (await ask(path, [line])).status]).toEqual([line, 200]);
    }
  });

  it.for(FILES)('can only be read: %s', async (path, { ask }) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const refused = await ask(path, ['Content-Length: 0'], method);
      expect([method, refused.status]).toEqual([method, 405]);
      expect(refused.headers.allow).toBe('GET, HEAD, OPTIONS');
    }
    const options = await ask(path, [], 'OPTIONS');
    expect([options.status, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  it('is none outside of its folders', async ({ ask }) => {
    for (const path of [
      '/_next/static/nope.js',
      '/_next/static/',
      '/_next/static/chunks',
      '/_next/static/..%2fsecret.js',
      '/_next/static/%2e%2e%2fsecret.js',
      '/_next/static/..%5csecret.js',
      '/_next/static/x%00.js',
    ]) {
      const missing = await ask(path);
      expect([path, missing.status < 500 && missing.status >= 400]).toEqual([path, true]);
      expect(missing.body).not.toContain('secret');
    }
    for (const path of ['/hero', '/hero/nope.webp', '/', '/.next/secret.js']) {
      expect((await ask(path)).body).toBe('the app');
    }
  });
});
