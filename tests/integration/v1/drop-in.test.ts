import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { TEST_KEY } from '../../setup/context';
import { test } from '../../setup/test';
import { type Behaviour, startUpstream } from '../../setup/upstream';

/** Unknown fields, numbers that JSON.parse would round, escapes and spacing: all must be preserved. */
const DONE = `{"status" : "success","output":"https://a.example/x.png","mode":"furnish",
 "createdAt":"2026-01-01T00:00:00.000Z","credits":1.00,"big":12345678901234567890,"note":"\\u00e9\\n"}`;

const it = test
  .extend(
    'lookUp',
    ({ user }) =>
      (id: string, init?: RequestInit) =>
        user.fetch(`/v1/job/${id}`, init),
  )
  /** Sends a path as it is written: `fetch` would resolve and encode it first. */
  .extend('getAsWritten', ({ app, user }) => async (path: string) => {
    const { hostname, port } = new URL(app.url);
    const request = get({ hostname, port, path, headers: { cookie: user.cookie } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  });
it.override('env', { GEPETTO_TIMEOUT_MS: '1500' });

async function errorOf(response: Response) {
  const body = (await response.json()) as { error: { code: string; message: string } };
  expect(Object.keys(body)).toEqual(['error']);
  expect(Object.keys(body.error)).toEqual(['code', 'message']);
  expect(body.error.message).toMatch(/^[A-Z].+\.$/);
  return { status: response.status, code: body.error.code };
}

describe('a job that upstream knows', () => {
  it("is answered with upstream's JSON, byte for byte", async ({ upstream, lookUp }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const response = await lookUp(id);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(DONE);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('age')).toMatch(/^\d+$/);
    expect(response.headers.get('retry-after')).toBeNull();
  });

  it('is answered with 304 if its ETag matches, without an upstream request', async ({
    upstream,
    lookUp,
  }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const etag = (await lookUp(id)).headers.get('etag') ?? '';
    const again = await lookUp(id, { headers: { 'if-none-match': `"x", ${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });

  it('has a Retry-After header while it is pending', async ({ upstream, lookUp }) => {
    const id = upstream.add({ kind: 'json', body: '{"status":"weird-but-waiting"}' });
    const response = await lookUp(id);
    expect(await response.text()).toBe('{"status":"weird-but-waiting"}');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('enters the history of the user who requested it', async ({ upstream, user, lookUp }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    await lookUp(id);
    const { jobs } = (await (await user.fetch('/api/jobs')).json()) as { jobs: { id: string }[] };
    expect(jobs.map((job) => job.id)).toContain(id);
  });

  it("is requested with fixed headers and none of the caller's", async ({ upstream, lookUp }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    await lookUp(id, { headers: { 'x-api-key': 'mine', 'x-forwarded-host': 'evil.example' } });
    const [request] = upstream.requestsFor(id);
    expect(request?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    for (const name of ['cookie', 'x-api-key', 'x-forwarded-host', 'x-forwarded-for', 'origin']) {
      expect(request?.headers).not.toHaveProperty(name);
    }
  });
});

describe('an invalid request', () => {
  it.for([
    [undefined, 'unauthenticated'],
    ['Basic eDp5', 'unauthenticated'],
    ['Bearer nonsense', 'invalid_token'],
    ['Bearer', 'invalid_token'],
  ])('gets 401 with Authorization %s', async ([authorization, code], { app, upstream }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const headers = authorization ? { authorization } : undefined;
    const response = await fetch(`${app.url}/v1/job/${id}`, headers && { headers });
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await errorOf(response)).toEqual({ status: 401, code });
    expect(upstream.requestsFor(id)).toHaveLength(0);
  });

  it.for([
    'a.b',
    'a%2fb',
    '%2e%2e',
    '%2e%2e%2fkeys',
    'a%00',
    'a%0d%0ab',
    '%c3%a9',
    'x'.repeat(129),
    'a%20b',
    'a%5cb',
  ])(
    'gets 400 for the id %s, without an upstream request',
    async (id, { upstream, getAsWritten }) => {
      const before = new Set(upstream.requests.map(({ url }) => url));
      const { status, body } = await getAsWritten(`/v1/job/${id}`);
      expect(status).toBe(400);
      // A parent path segment is rejected before it reaches a route.
      expect(['invalid_job_id', 'invalid_request']).toContain(JSON.parse(body).error.code);
      // The app may refresh pending jobs of other tests meanwhile.
      expect(upstream.requests.filter(({ url }) => !before.has(url))).toEqual([]);
    },
  );
});

describe('an upstream that fails after its first response', () => {
  it('leaves the last response in place, marked as stale', async ({ upstream, lookUp }) => {
    const id = upstream.add({
      kind: 'sequence',
      of: [
        { kind: 'json', body: '{"status":"pending","n":1}' },
        { kind: 'status', status: 500 },
      ],
    });
    await lookUp(id);
    await expect
      .poll(async () => (await lookUp(id)).headers.get('x-upstream-trouble'))
      .toBe('refused');
    const stale = await lookUp(id);
    expect(stale.status).toBe(200);
    expect(await stale.text()).toBe('{"status":"pending","n":1}');
    expect(stale.headers.get('warning')).toContain('110');
  });
});

describe('concurrent requests', () => {
  it('cost one upstream call', async ({ upstream, lookUp }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const answers = await Promise.all(Array.from({ length: 50 }, () => lookUp(id)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });
});

describe('an upstream that fails at the first request', () => {
  const cases: [string, Behaviour, number, string][] = [
    ['400', { kind: 'status', status: 400 }, 400, 'job_not_found'],
    ['404', { kind: 'status', status: 404 }, 404, 'job_not_found'],
    ['401', { kind: 'status', status: 401 }, 502, 'upstream_key_rejected'],
    ['402', { kind: 'status', status: 402 }, 502, 'upstream_out_of_credit'],
    ['403', { kind: 'status', status: 403 }, 502, 'upstream_forbidden'],
    ['500', { kind: 'status', status: 500 }, 502, 'upstream_unavailable'],
    ['HTML', { kind: 'html' }, 502, 'upstream_unavailable'],
    ['half a JSON', { kind: 'half-json' }, 502, 'upstream_unavailable'],
    ['17 MB of spaces', { kind: 'spaces' }, 502, 'upstream_too_large'],
    ['a closed socket', { kind: 'close' }, 502, 'upstream_unavailable'],
    ['nothing', { kind: 'hang' }, 504, 'upstream_timeout'],
    ['a byte a second', { kind: 'drip' }, 504, 'upstream_timeout'],
  ];
  it.for(cases)('%s', async ([_name, behaviour, status, code], { upstream, user, lookUp }) => {
    const id = upstream.add(behaviour);
    const response = await lookUp(id);
    expect(await errorOf(response)).toEqual({ status, code });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const { jobs } = (await (await user.fetch(`/api/jobs?q=${id}`)).json()) as { jobs: unknown[] };
    expect(jobs).toEqual([]);
  });

  it.for([301, 302, 307, 308])('does not follow a %d', async (status, { upstream, lookUp }) => {
    const elsewhere = await startUpstream();
    const id = upstream.add({ kind: 'redirect', status, to: `${elsewhere.url}/job/x` });
    expect(await errorOf(await lookUp(id))).toEqual({ status: 502, code: 'upstream_unavailable' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});

describe('an upstream that responds with 429', () => {
  it('gets no request from any user until Retry-After has passed', async ({ upstream, lookUp }) => {
    const seconds = 10;
    const headers = { 'retry-after': String(seconds) };
    const id = upstream.add({ kind: 'status', status: 429, headers });
    const refused = await lookUp(id);
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(seconds);
    expect(await errorOf(refused)).toEqual({ status: 503, code: 'upstream_busy' });
    const other = upstream.add({ kind: 'json', body: DONE });
    expect(await errorOf(await lookUp(other))).toEqual({ status: 503, code: 'upstream_busy' });
    await expect.poll(async () => (await lookUp(other)).status).toBe(200);
    const [rejected, first] = [id, other].map((job) => upstream.requestsFor(job)[0]?.at ?? 0);
    expect(Number(first) - Number(rejected)).toBeGreaterThanOrEqual(seconds * 1_000);
  });
});
