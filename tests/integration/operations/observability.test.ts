import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { PASSWORD } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { test } from '../../setup/test';

const DONE = '{"status":"success","output":"https://a.example/x.png"}';
const MADE = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

type Line = Record<string, unknown> & { msg: string };

const it = test
  /** The lines that the app logged for one request, once the line with its outcome is there. */
  .extend('linesOf', ({ app }) => async (requestId: string) => {
    const lines = () =>
      app
        .output()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Line)
        .filter((line) => line.requestId === requestId);
    await expect.poll(() => lines().some(({ msg }) => msg === 'request')).toBe(true);
    return lines();
  });
it.override('env', { GEPETTO_TIMEOUT_MS: '1500', LOG_LEVEL: 'debug' });

describe('the id of a request', () => {
  const requests: [string, string, RequestInit?][] = [
    ['a job', '/v1/job/unknown'],
    ['a malformed id', '/v1/job/a.b'],
    ['a method that is not served', '/v1/job/unknown', { method: 'DELETE' }],
    ['an OPTIONS request', '/v1/job/unknown', { method: 'OPTIONS' }],
    ['an unknown endpoint', '/v1/none'],
    ['the history', '/api/jobs'],
    ['an invalid change', '/api/jobs', { method: 'POST', body: '{' }],
    [
      'a foreign origin',
      '/api/jobs',
      { method: 'POST', headers: { origin: 'https://evil.example' } },
    ],
    ['an unknown share', '/s/none/picture'],
    ['the session', '/api/auth/session'],
    ['a sweep without credentials', '/api/cron/sweep'],
    ['health', '/api/health'],
    ['readiness', '/api/ready'],
    ['a page', '/sign-in'],
  ];

  it.for(requests)(
    'is on the response to %s: generated or from the caller',
    async ([_what, path, init], { user }) => {
      const made = await user.fetch(path, init);
      expect(made.headers.get('x-request-id')).toMatch(MADE);
      const own = `own_${randomUUID()}`;
      const headers = { ...init?.headers, 'x-request-id': own };
      const kept = await user.fetch(path, { ...init, headers });
      expect(kept.headers.get('x-request-id')).toBe(own);
      const odd = { ...init?.headers, 'x-request-id': '<script>alert(1)</script>' };
      const replaced = await user.fetch(path, { ...init, headers: odd });
      expect(replaced.headers.get('x-request-id')).toMatch(MADE);
    },
  );

  it('is in the log line of the request, with its route, status and user', async ({
    upstream,
    user,
    linesOf,
  }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const requestId = `line-${randomUUID()}`;
    await user.fetch(`/v1/job/${id}`, { headers: { 'x-request-id': requestId } });
    const logged = await linesOf(requestId);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({
      level: 'info',
      method: 'GET',
      route: '/v1/job/[id]',
      status: 200,
      userId: expect.stringMatching(MADE),
    });
    expect(typeof logged[0]?.ms).toBe('number');
    expect(JSON.stringify(logged)).not.toContain(id);
  });

  it('is in every log line of a failed request', async ({ upstream, user, linesOf }) => {
    const id = upstream.add({ kind: 'status', status: 401 });
    const requestId = `error-${randomUUID()}`;
    const answer = await user.fetch(`/v1/job/${id}`, { headers: { 'x-request-id': requestId } });
    expect(answer.status).toBe(502);
    const logged = await linesOf(requestId);
    expect(logged.map(({ level, msg }) => [level, msg])).toEqual([
      ['error', 'upstream rejects our key: check GEPETTO_API_KEY'],
      ['warn', 'request'],
    ]);
  });
});

describe('the log', () => {
  it('contains no credential of any request', async ({ app, upstream, user, linesOf }) => {
    const token = `bottega_pat_${'a1B2'.repeat(9)}`;
    const bearer = `Bearer ${'c3D4'.repeat(9)}`;
    const id = upstream.add({ kind: 'json', body: DONE });
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

  it('has the requests of health checks at level debug', async ({ app, linesOf }) => {
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

  it('has the time of the database, and of upstream when it was requested', async ({
    upstream,
    user,
  }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    const first = timing(await user.fetch(`/v1/job/${id}`));
    expect(Object.keys(first)).toEqual(['db', 'upstream', 'total']);
    expect(first.db).toBeGreaterThan(0);
    expect(first.upstream).toBeGreaterThan(0);
    expect(first.total).toBeGreaterThanOrEqual(first.upstream ?? Infinity);
    const second = timing(await user.fetch(`/v1/job/${id}`));
    expect(Object.keys(second)).toEqual(['db', 'total']);
  });

  it('is not on errors, where it would reveal the jobs of other users', async ({ user }) => {
    const answer = await user.fetch(`/v1/job/job-${randomUUID()}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('server-timing')).toBeNull();
  });
});

describe('readiness over HTTP', () => {
  it('is a 200 without credentials that is never cached', async ({ app }) => {
    const answer = await fetch(`${app.url}/api/ready`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const body = (await answer.json()) as { checks: { key: string } };
    // Depends on whether another test has had upstream reject the key.
    expect(['present', 'refused']).toContain(body.checks.key);
    expect({ ...body, checks: { ...body.checks, key: 'present' } }).toEqual({
      status: 'ready',
      checks: { database: 'reachable', migrations: 'current', key: 'present' },
    });
  });
});
