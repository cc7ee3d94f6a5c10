import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { type Behaviour, startUpstream, type Upstream } from '../../setup/upstream';

/** Unknown fields, numbers that JSON.parse would change, escapes and spacing: all must come through. */
const DONE = `{"status" : "success","output":"https://a.example/x.png","mode":"furnish",
 "createdAt":"2026-01-01T00:00:00.000Z","credits":1.00,"big":12345678901234567890,"note":"\\u00e9\\n"}`;

let app: RunningApp;
let upstream: Upstream;
let user: Client;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: {
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
      GEPETTO_TIMEOUT_MS: '1500',
    },
  });
  user = await signedIn(app.url);
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

function jobThat(behaviour: Behaviour): string {
  const id = `job-${randomUUID()}`;
  upstream.set(id, behaviour);
  return id;
}
const asked = (id: string) => upstream.requests.filter((r) => r.url === `/v1/job/${id}`);
const lookUp = (id: string, init?: RequestInit) => user.fetch(`/v1/job/${id}`, init);
/** Asks for a path as it is written: `fetch` would resolve and encode it first. */
async function getAsWritten(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(app.url);
  const request = get({ hostname, port, path, headers: { cookie: user.cookie } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}
async function errorOf(response: Response) {
  const body = (await response.json()) as { error: { code: string; message: string } };
  expect(Object.keys(body)).toEqual(['error']);
  expect(Object.keys(body.error)).toEqual(['code', 'message']);
  expect(body.error.message).toMatch(/^[A-Z].+\.$/);
  return { status: response.status, code: body.error.code };
}

describe('a job that upstream knows', () => {
  it("is answered with upstream's JSON, byte for byte", async () => {
    const id = jobThat({ kind: 'json', body: DONE });
    const response = await lookUp(id);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(DONE);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('age')).toMatch(/^\d+$/);
    expect(response.headers.get('retry-after')).toBeNull();
  });

  it('is answered with 304 to whoever has it already, and upstream is not asked again', async () => {
    const id = jobThat({ kind: 'json', body: DONE });
    const etag = (await lookUp(id)).headers.get('etag') ?? '';
    const again = await lookUp(id, { headers: { 'if-none-match': `"x", ${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(asked(id)).toHaveLength(1);
  });

  it('says when to ask again while it is pending', async () => {
    const id = jobThat({ kind: 'json', body: '{"status":"weird-but-waiting"}' });
    const response = await lookUp(id);
    expect(await response.text()).toBe('{"status":"weird-but-waiting"}');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('enters the history of whoever asked', async () => {
    const id = jobThat({ kind: 'json', body: DONE });
    await lookUp(id);
    const { jobs } = (await (await user.fetch('/api/jobs')).json()) as { jobs: { id: string }[] };
    expect(jobs.map((job) => job.id)).toContain(id);
  });

  it('is asked for with the fixed headers and nothing of the caller', async () => {
    const id = jobThat({ kind: 'json', body: DONE });
    await lookUp(id, { headers: { 'x-api-key': 'mine', 'x-forwarded-host': 'evil.example' } });
    const [request] = asked(id);
    expect(request?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    for (const name of ['cookie', 'x-api-key', 'x-forwarded-host', 'x-forwarded-for', 'origin']) {
      expect(request?.headers).not.toHaveProperty(name);
    }
  });
});

describe('who may not', () => {
  it.each([
    [undefined, 'unauthenticated'],
    ['Basic eDp5', 'unauthenticated'],
    ['Bearer nonsense', 'invalid_token'],
    ['Bearer', 'invalid_token'],
  ])('gets 401 with Authorization %s', async (authorization, code) => {
    const id = jobThat({ kind: 'json', body: DONE });
    const headers = authorization ? { authorization } : undefined;
    const response = await fetch(`${app.url}/v1/job/${id}`, headers && { headers });
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await errorOf(response)).toEqual({ status: 401, code });
    expect(asked(id)).toHaveLength(0);
  });

  it.each([
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
  ])('gets 400 for the id %s, and upstream is not asked', async (id) => {
    const before = upstream.requests.length;
    const { status, body } = await getAsWritten(`/v1/job/${id}`);
    expect(status).toBe(400);
    // A step up in the path is refused before any route of ours sees it.
    expect(['invalid_job_id', 'invalid_request']).toContain(JSON.parse(body).error.code);
    expect(upstream.requests).toHaveLength(before);
  });
});

describe('an upstream that misbehaves later', () => {
  it('leaves the last answer standing, marked as stale', async () => {
    const id = jobThat({
      kind: 'sequence',
      of: [
        { kind: 'json', body: '{"status":"pending","n":1}' },
        { kind: 'status', status: 500 },
      ],
    });
    await lookUp(id);
    await expect
      .poll(async () => (await lookUp(id)).headers.get('x-upstream-trouble'), { timeout: 20_000 })
      .toBe('refused');
    const stale = await lookUp(id);
    expect(stale.status).toBe(200);
    expect(await stale.text()).toBe('{"status":"pending","n":1}');
    expect(stale.headers.get('warning')).toContain('110');
  });
});

describe('many at once', () => {
  it('cost one upstream call', async () => {
    const id = jobThat({ kind: 'json', body: DONE });
    const answers = await Promise.all(Array.from({ length: 50 }, () => lookUp(id)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(asked(id)).toHaveLength(1);
  });
});

describe('an upstream that misbehaves, when nothing is known yet', () => {
  const cases: [string, Behaviour, number, string][] = [
    ['400', { kind: 'status', status: 400 }, 400, 'job_not_found'],
    ['404', { kind: 'status', status: 404 }, 404, 'job_not_found'],
    ['401', { kind: 'status', status: 401 }, 502, 'upstream_key_rejected'],
    ['403', { kind: 'status', status: 403 }, 502, 'upstream_key_rejected'],
    ['500', { kind: 'status', status: 500 }, 502, 'upstream_unavailable'],
    ['HTML', { kind: 'html' }, 502, 'upstream_unavailable'],
    ['half a JSON', { kind: 'half-json' }, 502, 'upstream_unavailable'],
    ['5 MB of spaces', { kind: 'spaces' }, 502, 'upstream_unavailable'],
    ['a closed socket', { kind: 'close' }, 502, 'upstream_unavailable'],
    ['nothing', { kind: 'hang' }, 504, 'upstream_timeout'],
    ['a byte a second', { kind: 'drip' }, 504, 'upstream_timeout'],
  ];
  it.each(cases)('%s', async (_name, behaviour, status, code) => {
    const id = jobThat(behaviour);
    const response = await lookUp(id);
    expect(await errorOf(response)).toEqual({ status, code });
    if (code !== 'job_not_found') expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    const { jobs } = (await (await user.fetch(`/api/jobs?q=${id}`)).json()) as { jobs: unknown[] };
    expect(jobs).toEqual([]);
  });

  it.each([301, 302, 307, 308])('follows no %d', async (status) => {
    const elsewhere = await startUpstream();
    const id = jobThat({ kind: 'redirect', status, to: `${elsewhere.url}/job/x` });
    expect(await errorOf(await lookUp(id))).toEqual({ status: 502, code: 'upstream_unavailable' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});

describe('an upstream that has had enough', () => {
  it('is left alone, by everybody, for as long as it asked', async () => {
    const id = jobThat({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    const refused = await lookUp(id);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(5);
    expect(await errorOf(refused)).toEqual({ status: 503, code: 'upstream_busy' });
    const other = jobThat({ kind: 'json', body: DONE });
    expect(await errorOf(await lookUp(other))).toEqual({ status: 503, code: 'upstream_busy' });
    expect(asked(other)).toHaveLength(0);
    await expect.poll(async () => (await lookUp(other)).status, { timeout: 30_000 }).toBe(200);
  });
});
