import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { catalogues } from '@/lib/db';
import { TEST_KEY } from '../../setup/context';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';
import { routePaths } from '../../setup/routes';
import { test } from '../../setup/test';
import type { Upstream } from '../../setup/upstream';

/** Large enough to be compressed, with spacing, escapes and numbers that a parser would change. */
const DONE = `{"status" : "success","output":"https://a.example/x.png", "credits":1.00,"note":"\\u00e9 ${'x'.repeat(3_000)}"}`;

const it = test
  .extend('path', { scope: 'file' }, ({ upstream }) => {
    upstream.set('styles', { kind: 'json', body: DONE });
    return `/v1/job/${upstream.add({ kind: 'json', body: DONE })}`;
  })
  .extend(
    'get',
    ({ app, token }) =>
      (at: string, lines: string[] = [], method?: string) =>
        sendRaw(app.url, rawGet(at, [bearer(token), ...lines], method)),
  );

const bearer = (token: string) => `Authorization: Bearer ${token}`;

function expectError(answer: RawAnswer, status: number, code: string): void {
  expect([answer.status, answer.headers['content-type']]).toEqual([
    status,
    expect.stringContaining('application/json'),
  ]);
  const { error } = JSON.parse(answer.body) as { error: object };
  expect(error).toEqual({ code, message: expect.stringMatching(/^[A-Z].+\.$/) });
}

describe('GET /v1/job/<id>', () => {
  it.for([
    ['plain', []],
    ['Accept: text/html', ['Accept: text/html']],
    ['Accept: image/png;q=1, nonsense', ['Accept: image/png;q=1, nonsense']],
    ['a Content-Type', ['Content-Type: application/json']],
    ['an invalid Content-Type', ['Content-Type: %%%']],
  ] as [string, string[]][])('has the same body with %s', async ([_name, lines], { path, get }) => {
    const answer = await get(path, lines);
    expect(answer.line).toBe('HTTP/1.1 200 OK');
    expect(answer.body).toBe(DONE);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-cache',
      age: expect.stringMatching(/^\d+$/),
      etag: expect.stringMatching(/^W\/"[\w-]{27}"$/),
    });
    for (const name of ['set-cookie', 'access-control-allow-origin', 'x-powered-by', 'location']) {
      expect(answer.headers).not.toHaveProperty(name);
    }
  });

  it('accepts a trailing slash without a redirect', async ({ path, get }) => {
    const answer = await get(`${path}/`);
    expect([answer.status, answer.body]).toEqual([200, DONE]);
  });

  it('accepts HTTP/1.0 with and without a Host header', async ({ app, token, path }) => {
    for (const host of ['', 'Host: app.example\r\n']) {
      const answer = await sendRaw(
        app.url,
        `GET ${path} HTTP/1.0\r\n${host}${bearer(token)}\r\n\r\n`,
      );
      expect([answer.status, answer.body]).toEqual([200, DONE]);
      expect(answer.headers).not.toHaveProperty('transfer-encoding');
    }
  });

  it.for([
    ['a length', 'Content-Length: 8', '{"a": 1}'],
    ['chunks', 'Transfer-Encoding: chunked', '8\r\n{"a": 1}\r\n0\r\n\r\n'],
    ['invalid JSON', 'Content-Length: 4', '\x00\xff{{'],
  ] as [string, string, string][])(
    'ignores a body with %s',
    async ([_name, line, body], { app, token, path }) => {
      const head = rawGet(path, [bearer(token), 'Content-Type: application/json', line]);
      const answer = await sendRaw(app.url, Buffer.concat([head, Buffer.from(body, 'latin1')]));
      expect([answer.status, answer.body]).toEqual([200, DONE]);
    },
  );

  it('is compressed on request, with the same ETag, and 304 either way', async ({
    app,
    token,
    path,
    get,
  }) => {
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
      expect(same.headers.vary).toMatch(/accept-encoding/i);
    }
  });

  it('has the same headers and no body for HEAD', async ({ app, path, get }) => {
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

  it('costs one upstream request', async ({ upstream, path, get }) => {
    for (const at of [path, `${path}/`]) expect((await get(at)).body).toBe(DONE);
    expect(upstream.requests.filter((r) => r.url === path)).toHaveLength(1);
  });
});

describe('unsupported methods and unknown paths', () => {
  it.for(['POST', 'PUT', 'PATCH', 'DELETE'])(
    '%s gets a 405 with an Allow header',
    async (method, { path, get }) => {
      for (const at of [path, `${path}/`, '/v1/styles']) {
        const answer = await get(at, ['Content-Length: 0'], method);
        expectError(answer, 405, 'method_not_allowed');
        expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
      }
    },
  );

  it.for(['/v1', '/v1/', '/v1/job', '/v1/job/', '/v1/job/a/b', '/v1/redesigns', '/v1/job.json'])(
    '%s is a 404 in JSON',
    async (at, { get }) => {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        expectError(await get(at, ['Content-Length: 0'], method), 404, 'not_found');
      }
    },
  );

  it.for(['/api', '/api/', '/api/nope', '/api/jobs/a/b/c', '/api/health/x', '/api/openapi'])(
    '%s is a 404 in JSON in our own API',
    async (at, { get }) => {
      for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
        expectError(await get(at, ['Content-Length: 0'], method), 404, 'not_found');
      }
    },
  );

  it.for(routePaths())(
    '%s answers an unsupported method with a 405 in JSON',
    async (route, { get }) => {
      const at = route.replace(/\{\w+\}/g, 'x');
      const { allow = '' } = (await get(at, [], 'OPTIONS')).headers;
      expect(allow).toMatch(/^(GET, HEAD, |POST, |PUT, |PATCH, |DELETE, )+OPTIONS$/);
      const others = ['PUT', 'POST'].filter((method) => !allow.includes(method));
      const answer = await get(at, ['Content-Length: 0'], others[0]);
      expectError(answer, 405, 'method_not_allowed');
      expect(answer.headers.allow).toBe(allow);
    },
  );

  it('pages redirect a trailing slash away and have a 404 in HTML', async ({ get }) => {
    const page = await get('/jobs/?state=pending');
    expect([page.status, page.headers.location]).toEqual([308, '/jobs?state=pending']);
    expect((await get('/nowhere')).headers['content-type']).toContain('text/html');
  });
});

describe('the catalogues', () => {
  const asked = (upstream: Upstream, name: string) =>
    upstream.requests.filter((r) => r.url.includes(name));

  it.beforeEach(async ({ database, upstream }) => {
    await database.db.delete(catalogues);
    upstream.set('styles', { kind: 'json', body: DONE });
  });

  it('need credentials', async ({ app, upstream }) => {
    for (const name of ['styles', 'rooms', 'skies']) {
      const before = asked(upstream, name).length;
      expectError(await sendRaw(app.url, rawGet(`/v1/${name}`)), 401, 'unauthenticated');
      expect(asked(upstream, name)).toHaveLength(before);
    }
  });

  it("are returned verbatim, after one upstream request with none of the caller's headers", async ({
    upstream,
    get,
  }) => {
    const before = asked(upstream, 'styles').length;
    for (const at of ['/v1/styles', '/v1/styles/', '/v1/styles?x=1&url=http://evil.example/']) {
      const answer = await get(at, ['X-Api-Key: mine']);
      expect([answer.status, answer.body]).toEqual([200, DONE]);
      const same = await get(at, [`If-None-Match: ${answer.headers.etag}`]);
      expect([same.status, same.body]).toEqual([304, '']);
    }
    const [request, ...more] = asked(upstream, 'styles').slice(before);
    expect([request?.method, request?.url, more]).toEqual(['GET', '/v1/styles', []]);
    expect(request?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    for (const name of ['cookie', 'x-api-key', 'x-forwarded-for']) {
      expect(request?.headers).not.toHaveProperty(name);
    }
  });

  it('are marked as stale when upstream fails', async ({ upstream, database, get }) => {
    expect((await get('/v1/styles')).body).toBe(DONE);
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

  it("repeat upstream's 404, and are 502 after an invalid response", async ({ upstream, get }) => {
    expectError(await get('/v1/skies'), 404, 'not_found');
    upstream.set('rooms', { kind: 'half-json' });
    const answer = await get('/v1/rooms');
    expectError(answer, 502, 'upstream_unavailable');
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  });
});
