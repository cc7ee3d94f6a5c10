import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, PASSWORD, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { startUpstream, type Upstream } from '../../setup/upstream';

const DONE = '{"status":"success","output":"https://a.example/x.png"}';
const MADE = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

type Line = Record<string, unknown> & { msg: string };

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
      LOG_LEVEL: 'debug',
    },
  });
  user = await signedIn(app.url);
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

const newJob = (delayless = DONE) => {
  const id = `job-${randomUUID()}`;
  upstream.set(id, { kind: 'json', body: delayless });
  return id;
};
const lines = (): Line[] =>
  app
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
/** The lines of one request, once the one that says how it went is there. */
async function linesOf(requestId: string): Promise<Line[]> {
  const of = () => lines().filter((line) => line.requestId === requestId);
  await expect.poll(() => of().some(({ msg }) => msg === 'request')).toBe(true);
  return of();
}

describe('the id of a request', () => {
  const asks: [string, string, RequestInit?][] = [
    ['a job', '/v1/job/unknown'],
    ['a malformed id', '/v1/job/a.b'],
    ['a method that is not served', '/v1/job/unknown', { method: 'DELETE' }],
    ['a question for the methods', '/v1/job/unknown', { method: 'OPTIONS' }],
    ['an endpoint that is none', '/v1/none'],
    ['the history', '/api/jobs'],
    ['a change that is refused', '/api/jobs', { method: 'POST', body: '{' }],
    [
      'a foreign origin',
      '/api/jobs',
      { method: 'POST', headers: { origin: 'https://evil.example' } },
    ],
    ['a share that is none', '/s/none/picture'],
    ['the session', '/api/auth/session'],
    ['a sweep by nobody', '/api/cron/sweep'],
    ['health', '/api/health'],
    ['readiness', '/api/ready'],
    ['a page', '/sign-in'],
  ];

  it.each(asks)('is on the answer to %s: made, or the caller’s own', async (_what, path, init) => {
    const made = await user.fetch(path, init);
    expect(made.headers.get('x-request-id')).toMatch(MADE);
    const own = `own_${randomUUID()}`;
    const headers = { ...init?.headers, 'x-request-id': own };
    const kept = await user.fetch(path, { ...init, headers });
    expect(kept.headers.get('x-request-id')).toBe(own);
    const odd = { ...init?.headers, 'x-request-id': '<script>alert(1)</script>' };
    const replaced = await user.fetch(path, { ...init, headers: odd });
    expect(replaced.headers.get('x-request-id')).toMatch(MADE);
  });

  it('is in the one line that says how the request went, which names the route and who asked', async () => {
    const id = newJob();
    const requestId = `line-${randomUUID()}`;
    await user.fetch(`/v1/job/${id}`, { headers: { 'x-request-id': requestId } });
    const said = await linesOf(requestId);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      level: 'info',
      method: 'GET',
      route: '/v1/job/[id]',
      status: 200,
      userId: expect.stringMatching(MADE),
    });
    expect(typeof said[0]?.ms).toBe('number');
    expect(JSON.stringify(said)).not.toContain(id);
  });

  it('is in the lines that an error leaves on its way', async () => {
    const id = `job-${randomUUID()}`;
    upstream.set(id, { kind: 'status', status: 401 });
    const requestId = `error-${randomUUID()}`;
    const answer = await user.fetch(`/v1/job/${id}`, { headers: { 'x-request-id': requestId } });
    expect(answer.status).toBe(502);
    const said = await linesOf(requestId);
    expect(said.map(({ level, msg }) => [level, msg])).toEqual([
      ['error', 'upstream refuses our key: check GEPETTO_API_KEY'],
      ['warn', 'request'],
    ]);
  });
});

describe('the log', () => {
  it('holds no credential, whatever was sent', async () => {
    const token = `bottega_pat_${'a1B2'.repeat(9)}`;
    const bearer = `Bearer ${'c3D4'.repeat(9)}`;
    const id = newJob();
    await user.fetch(`/v1/job/${id}`);
    const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
    const { share } = (await made.json()) as { share: { path: string } };
    const paths = [share.path, `${share.path}/picture`, `/api/jobs?q=${user.email}`, `/s/${token}`];
    for (const path of paths) {
      for (const authorization of [token, bearer]) {
        await user.fetch(path, { headers: { authorization } });
        await user.fetch(path, { method: 'POST', headers: { authorization } });
      }
    }
    const last = `last-${randomUUID()}`;
    await user.fetch('/api/jobs', { headers: { 'x-request-id': last } });
    await linesOf(last);
    const [, session = ''] = /session-token=([^;]+)/.exec(user.cookie) ?? [];
    const secrets = [token, bearer, share.path, session, user.email, PASSWORD, TEST_KEY];
    const output = app.output();
    expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
    expect(session.length).toBeGreaterThan(20);
  });

  it('keeps what machines ask every few seconds for those who debug', async () => {
    const requestId = `quiet-${randomUUID()}`;
    await fetch(`${app.url}/api/ready`, { headers: { 'x-request-id': requestId } });
    expect(await linesOf(requestId)).toMatchObject([{ level: 'debug', status: 200 }]);
  });
});

describe('Server-Timing of the drop-in', () => {
  const timing = (response: Response) => {
    const parts = [
      ...(response.headers.get('server-timing') ?? '').matchAll(/(\w+);dur=([\d.]+)/g),
    ];
    return Object.fromEntries(parts.map(([, name, dur]) => [name, Number(dur)]));
  };

  it('says where the time went, and of upstream only when it was asked for this', async () => {
    const id = newJob();
    const first = timing(await user.fetch(`/v1/job/${id}`));
    expect(Object.keys(first)).toEqual(['db', 'upstream', 'total']);
    expect(first.db).toBeGreaterThan(0);
    expect(first.upstream).toBeGreaterThan(0);
    expect(first.total).toBeGreaterThanOrEqual(first.upstream ?? Infinity);
    const second = timing(await user.fetch(`/v1/job/${id}`));
    expect(Object.keys(second)).toEqual(['db', 'total']);
  });

  it('is not on errors: it would tell a job of somebody else from none', async () => {
    const answer = await user.fetch(`/v1/job/job-${randomUUID()}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('server-timing')).toBeNull();
  });
});

describe('readiness over HTTP', () => {
  it('is 200, in words, for anybody and never cached', async () => {
    const answer = await fetch(`${app.url}/api/ready`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const body = (await answer.json()) as { checks: { key: string } };
    // Upstream has refused the key of this app in a test above, or has not.
    expect(['present', 'refused']).toContain(body.checks.key);
    expect({ ...body, checks: { ...body.checks, key: 'present' } }).toEqual({
      status: 'ready',
      checks: { database: 'reachable', migrations: 'current', key: 'present' },
    });
  });
});
