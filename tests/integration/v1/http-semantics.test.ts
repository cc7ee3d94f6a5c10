import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogues } from '@/lib/db';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';
import { routePaths } from '../../setup/routes';
import { type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { tokenOf } from '../../setup/token';
import { startUpstream, type Upstream } from '../../setup/upstream';

/** Large enough to be compressed; spacing, escapes and numbers that a parser would change. */
const DONE = `{"status" : "success","output":"https://a.example/x.png", "credits":1.00,"note":"\\u00e9 ${'x'.repeat(3_000)}"}`;

let app: RunningApp;
let upstream: Upstream;
let database: FreshDatabase;
let user: Client;
let token: string;
let id: string;
let path: string;

beforeAll(async () => {
  database = await freshDatabase('file');
  upstream = await startUpstream();
  app = await startApp({
    env: {
      DATABASE_URL: database.url,
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
    },
  });
  user = await signedIn(app.url);
  token = await tokenOf(user);
  id = `job-${randomUUID()}`;
  path = `/v1/job/${id}`;
  upstream.set(id, { kind: 'json', body: DONE });
  upstream.set('styles', { kind: 'json', body: DONE });
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
  await database?.close();
});

const bearer = () => `Authorization: Bearer ${token}`;
const get = (at: string, lines: string[] = [], method?: string) =>
  sendRaw(app.url, rawGet(at, [bearer(), ...lines], method));

function expectError(answer: RawAnswer, status: number, code: string): void {
  expect([answer.status, answer.headers['content-type']]).toEqual([
    status,
    expect.stringContaining('application/json'),
  ]);
  const { error } = JSON.parse(answer.body) as { error: object };
  expect(error).toEqual({ code, message: expect.stringMatching(/^[A-Z].+\.$/) });
}

describe('GET /v1/job/<id>', () => {
  it.each([
    ['plain', []],
    ['Accept: text/html', ['Accept: text/html']],
    ['Accept: image/png;q=1, nonsense', ['Accept: image/png;q=1, nonsense']],
    ['a Content-Type', ['Content-Type: application/json']],
    ['a Content-Type that is none', ['Content-Type: %%%']],
  ])('is the same bytes with %s', async (_name, lines) => {
    const answer = await get(path, lines);
    expect(answer.line).toBe('HTTP/1.1 200 OK');
    expect(answer.body).toBe(DONE);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-store',
      age: expect.stringMatching(/^\d+$/),
      etag: expect.stringMatching(/^W\/"[\w-]{27}"$/),
    });
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-powered-by', 'location']) {
      expect(answer.headers).not.toHaveProperty(name);
    }
  });

  it('is the same with a slash at the end, and no redirect', async () => {
    const answer = await get(`${path}/`);
    expect([answer.status, answer.body]).toEqual([200, DONE]);
  });

  it('is the same in HTTP/1.0, with and without a Host, ended by the end of the connection', async () => {
    for (const host of ['', 'Host: app.example\r\n']) {
      const answer = await sendRaw(app.url, `GET ${path} HTTP/1.0\r\n${host}${bearer()}\r\n\r\n`);
      expect([answer.status, answer.body]).toEqual([200, DONE]);
      expect(answer.headers).not.toHaveProperty('transfer-encoding');
    }
  });

  it.each([
    ['a length', 'Content-Length: 8', '{"a": 1}'],
    ['chunks', 'Transfer-Encoding: chunked', '8\r\n{"a": 1}\r\n0\r\n\r\n'],
    ['nonsense in it', 'Content-Length: 4', '\x00\xff{{'],
  ])('ignores a body with %s', async (_name, line, body) => {
    const head = rawGet(path, [bearer(), 'Content-Type: application/json', line]);
    const answer = await sendRaw(app.url, Buffer.concat([head, Buffer.from(body, 'latin1')]));
    expect([answer.status, answer.body]).toEqual([200, DONE]);
  });

  it('is compressed for whoever takes gzip, under the same ETag, and 304 either way', async () => {
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip' };
    const asking = request(new URL(path, app.url), { headers }).end();
    const [compressed] = (await once(asking, 'response')) as [IncomingMessage];
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(compressed.headers.vary).toMatch(/accept-encoding/i);
    expect(gunzipSync(await buffer(compressed)).toString()).toBe(DONE);
    const { etag = '' } = compressed.headers;
    expect((await get(path)).headers.etag).toBe(etag);
    for (const encoding of ['gzip', 'identity']) {
      const lines = [`If-None-Match: ${etag}`, `Accept-Encoding: ${encoding}`];
      const same = await get(path, lines);
      expect([same.status, same.body, same.headers.etag]).toEqual([304, '', etag]);
    }
  });

  it('has its headers, and no body, for HEAD', async () => {
    const varying = [
      ...['date', 'age', 'content-length', 'transfer-encoding', 'vary', 'x-request-id'],
      ...['server-timing', 'ratelimit-remaining', 'ratelimit-reset'],
    ];
    for (const lines of [[], ['If-None-Match: *']]) {
      const [whole, head] = [await get(path, lines), await get(path, lines, 'HEAD')];
      expect(head.body).toBe('');
      for (const { headers } of [whole, head]) for (const name of varying) delete headers[name];
      expect([head.line, head.headers]).toEqual([whole.line, whole.headers]);
    }
    const nobody = await sendRaw(app.url, rawGet(path, [], 'HEAD'));
    expect([nobody.status, nobody.body]).toEqual([401, '']);
    expect(nobody.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('asked upstream once for all of this', () => {
    expect(upstream.requests.filter((r) => r.url === path)).toHaveLength(1);
  });
});

describe('what is not served', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is a 405 that says what is: %s', async (method) => {
    for (const at of [path, `${path}/`, '/v1/styles']) {
      const answer = await get(at, ['Content-Length: 0'], method);
      expectError(answer, 405, 'method_not_allowed');
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
    }
  });

  it.each(['/v1', '/v1/', '/v1/job', '/v1/job/', '/v1/job/a/b', '/v1/redesign', '/v1/job.json'])(
    'is a 404 in JSON: %s',
    async (at) => {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        expectError(await get(at, ['Content-Length: 0'], method), 404, 'not_found');
      }
    },
  );

  it.each(['/api', '/api/', '/api/nope', '/api/jobs/a/b/c', '/api/health/x', '/api/openapi'])(
    'is a 404 in JSON beside our own API too: %s',
    async (at) => {
      for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
        expectError(await get(at, ['Content-Length: 0'], method), 404, 'not_found');
      }
    },
  );

  it.each(routePaths())('is a 405 in JSON for a method that %s has not', async (route) => {
    const answer = await get(route.replace(/\{\w+\}/g, 'x'), ['Content-Length: 0'], 'PUT');
    expectError(answer, 405, 'method_not_allowed');
    expect(answer.headers.allow).toMatch(/^(GET, HEAD, |POST, |PATCH, |DELETE, )+OPTIONS$/);
  });

  it('leaves pages as they were: a slash at the end is redirected away', async () => {
    const page = await get('/jobs/?state=pending');
    expect([page.status, page.headers.location]).toEqual([308, '/jobs?state=pending']);
    expect((await get('/nowhere')).headers['content-type']).toContain('text/html');
  });
});

describe('the lookup lists', () => {
  const asked = (name: string) => upstream.requests.filter((r) => r.url.includes(name));

  it('are for people who are signed in', async () => {
    for (const name of ['styles', 'rooms', 'skies']) {
      expectError(await sendRaw(app.url, rawGet(`/v1/${name}`)), 401, 'unauthenticated');
      expect(asked(name)).toHaveLength(0);
    }
  });

  it('come verbatim, asked for once and without a word of the caller', async () => {
    for (const at of ['/v1/styles', '/v1/styles/', '/v1/styles?x=1&url=http://evil.example/']) {
      const answer = await get(at, ['X-Api-Key: mine']);
      expect([answer.status, answer.body]).toEqual([200, DONE]);
      const same = await get(at, [`If-None-Match: ${answer.headers.etag}`]);
      expect([same.status, same.body]).toEqual([304, '']);
    }
    const [request, ...more] = asked('styles');
    expect([request?.method, request?.url, more]).toEqual(['GET', '/v1/styles', []]);
    expect(request?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    for (const name of ['cookie', 'x-api-key', 'x-forwarded-for']) {
      expect(request?.headers).not.toHaveProperty(name);
    }
  });

  it('are old and say so when upstream is in trouble', async () => {
    await database.db
      .update(catalogues)
      .set({ fetchedAt: Date.now() - 86_400_000, nextCheckAt: 0 });
    upstream.set('styles', { kind: 'status', status: 500 });
    await expect
      .poll(async () => (await get('/v1/styles')).headers['x-upstream-trouble'])
      .toBe('refused');
    const stale = await get('/v1/styles');
    expect([stale.status, stale.body]).toEqual([200, DONE]);
    expect(Number(stale.headers.age)).toBeGreaterThanOrEqual(86_400);
    expect(stale.headers.warning).toContain('110');
  });

  it("repeat upstream's 404, and are 502 when upstream only stammers", async () => {
    expectError(await get('/v1/skies'), 404, 'not_found');
    upstream.set('rooms', { kind: 'half-json' });
    const answer = await get('/v1/rooms');
    expectError(answer, 502, 'upstream_unavailable');
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  });
});
