import { describe, expect } from 'vitest';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';
import { test } from '../../setup/test';

const PAGE = 'https://app.example.com';

const it = test.extend(
  'get',
  ({ app, token }) =>
    (at: string, lines: string[] = [], method?: string) =>
      sendRaw(app.url, rawGet(at, [`Authorization: Bearer ${token}`, ...lines], method)),
);
it.override('env', { API_ALLOWED_ORIGINS: `http://localhost:5173, ${PAGE}`, GEPETTO_API_KEY: '' });

const path = '/v1/styles';
const preflight = (origin: string) =>
  [path, [`Origin: ${origin}`, 'Access-Control-Request-Method: GET'], 'OPTIONS'] satisfies [
    string,
    string[],
    string,
  ];

function expectError({ status, body }: RawAnswer, wanted: number, code: string): void {
  expect([status, JSON.parse(body).error.code]).toEqual([wanted, code]);
}

describe('requests from pages of other origins', () => {
  const EXPOSED = [
    ...['ETag', 'Age', 'Retry-After', 'RateLimit-Remaining', 'Warning', 'X-Request-Id'],
    ...['Content-Disposition', 'WWW-Authenticate', 'Allow'],
  ];
  const elsewhere = ['https://app.example.com.evil.example', 'http://app.example.com', 'null'];

  it('are allowed with a token from the configured origins', async ({ app, get }) => {
    const answer = await get(...preflight(PAGE));
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      allow: 'GET, HEAD, OPTIONS',
      'access-control-allow-origin': PAGE,
      'access-control-allow-headers':
        'Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id',
      vary: expect.stringContaining('Origin'),
    });
    const good = await get(path, [`Origin: ${PAGE}`]);
    expect(good.status).toBe(200);
    const same = await get(path, [`Origin: ${PAGE}`, `If-None-Match: ${good.headers.etag}`]);
    expect(same.status).toBe(304);
    const lines = [`Origin: ${PAGE}`, 'Authorization: Bearer nonsense'];
    const refused = await sendRaw(app.url, rawGet(path, lines));
    expectError(refused, 401, 'invalid_token');
    for (const { headers } of [good, same, refused]) {
      expect(headers['access-control-allow-origin']).toBe(PAGE);
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
      const exposed = headers['access-control-expose-headers'];
      for (const name of EXPOSED) expect(exposed).toContain(name);
    }
  });

  it('are refused from other origins, and with a cookie from any', async ({ app, user, get }) => {
    for (const origin of elsewhere) {
      const answers = [await get(...preflight(origin)), await get(path, [`Origin: ${origin}`])];
      expect(answers[0]?.status).toBe(204);
      for (const { headers } of answers) {
        expect(headers).not.toHaveProperty('access-control-allow-origin');
        expect(headers.vary).toContain('Origin');
      }
    }
    const lines = [`Origin: ${PAGE}`, `Cookie: ${user.cookie}`];
    const byCookie = await sendRaw(app.url, rawGet(path, lines));
    expect(byCookie.status).toBe(200);
    expect(byCookie.headers).not.toHaveProperty('access-control-allow-origin');
    for (const { headers } of [byCookie, await get(...preflight(PAGE))]) {
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it.for(['/v1/nope', '/api/nope', '/api'])('can read the 404 of %s', async (at, { get }) => {
    const lines = [`Origin: ${PAGE}`, 'Access-Control-Request-Method: POST'];
    const asked = await get(at, lines, 'OPTIONS');
    expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([204, PAGE]);
    expect(asked.headers['access-control-allow-methods']).toContain('POST');
    const missing = await get(at, [...lines.slice(0, 1), 'Content-Length: 0'], 'POST');
    expectError(missing, 404, 'not_found');
    expect(missing.headers['access-control-allow-origin']).toBe(PAGE);
    const other = await get(at, ['Origin: https://evil.example', ...lines.slice(1)], 'OPTIONS');
    expect(other.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('can read public endpoints without a token', async ({ app }) => {
    const read = async (at: string, origin: string) => {
      const { status, headers } = await sendRaw(app.url, rawGet(at, [`Origin: ${origin}`]));
      return [status, headers['access-control-allow-origin'], headers.vary?.includes('Origin')];
    };
    expect(await read('/api/openapi.json', PAGE)).toEqual([200, PAGE, true]);
    for (const origin of elsewhere) {
      expect(await read('/api/openapi.json', origin)).toEqual([200, undefined, true]);
    }
    // Says nothing about a user, and why: without it a script could not tell a 401 from no network.
    expect(await read('/v1/styles', PAGE)).toEqual([401, PAGE, true]);
    expect(await read('/v1/styles', elsewhere[0] ?? '')).toEqual([401, undefined, true]);
    const refused = [`Origin: ${PAGE}`, 'Cookie: next-auth.session-token=ended'];
    const ended = await sendRaw(app.url, rawGet('/v1/styles', refused));
    expect([ended.status, ended.headers['access-control-allow-origin']]).toEqual([401, PAGE]);
  });

  it('can read what the server in front of the app rejects', async ({ app }) => {
    for (const bytes of [
      rawGet('/v1/job/%ff', [`Origin: ${PAGE}`]),
      rawGet('/v1/job/x', [`Origin: ${PAGE}`, `X-A: ${'a'.repeat(20_000)}`]),
    ]) {
      const { status, headers } = await sendRaw(app.url, bytes);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers['access-control-allow-origin']).toBe(PAGE);
    }
  });

  it('get the Allow header but no CORS headers for OPTIONS without a requested method', async ({
    get,
  }) => {
    const { status, headers } = await get(path, [`Origin: ${PAGE}`], 'OPTIONS');
    expect([status, headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});
