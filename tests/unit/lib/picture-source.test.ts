import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGepetto } from '@/lib/gepetto';
import { toPictureError } from '@/lib/picture-error';
import { openSource } from '@/lib/picture-source';

const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

const answers: Record<string, (response: ServerResponse) => unknown> = {
  '/one.png': (response) => response.end(png),
  '/text.png': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(png),
  '/svg': (response) =>
    response
      .writeHead(200, { 'content-type': 'image/png' })
      .end('<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
  '/empty': (response) => response.end(),
  '/half': (response) => {
    response.writeHead(200, { 'content-length': png.length }).write(png.subarray(0, 60));
    setImmediate(() => response.destroy());
  },
  '/long': (response) => response.writeHead(200, { 'content-length': 41 * 2 ** 20 }).write(png),
};

/** Redirects from `/moved/3` to `/moved/2` and so on, at last to `/one.png`; `/to?<url>` to any address. */
async function startHost(): Promise<{ server: Server; url: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    seen.push(url);
    const left = Number(/^\/moved\/(\d+)$/.exec(url)?.[1]);
    const to = url.startsWith('/to?') ? decodeURIComponent(url.slice(4)) : undefined;
    const next = left > 1 ? `${left - 1}` : '../one.png';
    const location = to ?? (left > 0 ? next : undefined);
    const code = /^\/status\/(\d+)$/.exec(url)?.[1];
    if (location !== undefined) response.writeHead(307, { location }).end();
    else if (code) response.writeHead(Number(code)).end();
    else (answers[url] ?? ((other) => other.writeHead(500).end()))(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a picture of upstream', () => {
  let trusted: Awaited<ReturnType<typeof startHost>>;
  let other: Awaited<ReturnType<typeof startHost>>;
  beforeAll(async () => {
    [trusted, other] = await Promise.all([startHost(), startHost()]);
  });
  afterAll(() => {
    for (const { server } of [trusted, other]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const open = async (address: string) => {
    const target = async () => ({ baseUrl: `${trusted.url}/v1`, apiKey: 'a-key-of-a-test' });
    const options = { sandbox: false, timeoutMs: 1_000, callsPerMinute: 100 };
    const { body, type } = await openSource({ gepetto: createGepetto(target, options) }, address);
    return { bytes: Buffer.from(await new Response(body).arrayBuffer()), type };
  };
  const problemOf = (address: string) =>
    open(address).then(
      () => 'none',
      (error) => toPictureError(error).problem,
    );

  it.each(['/one.png', '/text.png', '/moved/1', '/moved/5'])('is read at %s', async (path) => {
    expect(await open(trusted.url + path)).toEqual({ bytes: png, type: 'image/png' });
  });

  it.each([
    ['/svg', 'not_a_picture'],
    ['/empty', 'empty'],
    ['/half', 'unreachable'],
    ['/long', 'too_large'],
    ['/moved/6', 'source_error'],
    ['/status/401', 'source_error'],
    ['/status/503', 'source_error'],
    ['/status/403', 'gone'],
    ['/status/404', 'gone'],
    ['/status/410', 'gone'],
    ['/to?http%3A%2F%2F', 'refused_address'],
    ['/to?file%3A%2F%2F%2Fetc%2Fpasswd', 'refused_address'],
    ['/to?data%3Aimage%2Fpng%3Bbase64%2CiVBORw0KGgo', 'refused_address'],
    ['/to?https%3A%2F%2F169.254.169.254%2F', 'refused_address'],
    ['/to?https%3A%2F%2Fuser%3Apassword%40a.example%2F', 'refused_address'],
  ])('at %s is refused as %s', async (path, problem) => {
    expect(await problemOf(trusted.url + path)).toBe(problem);
  });

  it('is not fetched from where a redirect of its host must not lead', async () => {
    const to = encodeURIComponent(`${other.url}/one.png`);
    expect(await problemOf(`${trusted.url}/to?${to}`)).toBe('refused_address');
    expect(await problemOf(`${other.url}/one.png`)).toBe('refused_address');
    expect(other.seen).toEqual([]);
  });

  it('is read from a data: URI, also an escaped one', async () => {
    const base64 = png.toString('base64');
    for (const text of [base64, encodeURIComponent(base64)]) {
      expect((await open(`data:image/jpeg;base64,${text}`)).bytes).toEqual(png);
    }
    expect(await problemOf('data:image/png;base64,')).toBe('empty');
    expect(await problemOf('nonsense')).toBe('refused_address');
  });
});
