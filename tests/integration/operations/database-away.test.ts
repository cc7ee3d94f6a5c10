import { describe, expect } from 'vitest';
import { TASKS } from '@/lib/maintenance';
import { startFaultyProxy } from '../../setup/faulty-proxy';
import { databases } from '../../setup/temp-db';
import { connectedTo, test } from '../../setup/test';
import { bearer } from '../../setup/token';

const DONE = '{"status":"success","output":"https://a.example/x.png","mode":"furnish"}';

const it = test
  .extend('databaseKind', { scope: 'file' }, 'libsql')
  .extend('proxy', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const proxy = await startFaultyProxy(database.url);
    onCleanup(proxy.close);
    return proxy;
  })
  .extend('app', { scope: 'file' }, ({ proxy, upstream, start }) =>
    start({ env: connectedTo(proxy.url, upstream.url) }),
  )
  /** A settled job of the user, and the path of a share of it. */
  .extend('shared', { scope: 'file' }, async ({ upstream, user }) => {
    const id = upstream.add({ kind: 'json', body: DONE });
    await user.fetch(`/v1/job/${id}`);
    const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
    const { share } = (await made.json()) as { share: { path: string } };
    return { id, path: share.path };
  });

type App = { url: string };
type Asker = { fetch: (path: string, init?: RequestInit) => Promise<Response>; cookie: string };
type Shared = { id: string; path: string };

/** Holds what users and scripts get while the database is away. */
async function expectAway(app: App, user: Asker, token: string, { id, path }: Shared) {
  const health = await fetch(`${app.url}/api/health`);
  expect(health.status).toBe(200);
  const answers = await Promise.all([
    fetch(`${app.url}/v1/job/${id}`, bearer(token)),
    user.fetch(`/api/jobs/${id}`),
    user.fetch('/jobs'),
    user.fetch(`/jobs/${id}`, { headers: { 'accept-language': 'fr' } }),
    fetch(`${app.url}${path}`),
    fetch(`${app.url}${path}/picture`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(503));
  for (const answer of answers) expect(answer.headers.get('retry-after')).toBe('5');
  const [script, json, list, french, share, picture] = answers;
  for (const answer of [script, json, picture]) {
    expect(await answer.json()).toMatchObject({ error: { code: 'database_unavailable' } });
  }
  for (const answer of [list, share]) {
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(html).toContain('Bottega cannot reach its database');
    // It tries again by itself, without a script, and its style is allowed by its own policy.
    expect(html).toContain('<meta http-equiv="refresh" content="5">');
    const nonce = /<style nonce="([^"]+)">/.exec(html)?.[1];
    expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  }
  expect(await french.text()).toContain('ne peut pas joindre sa base de données');
  expect(share.headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect((await fetch(`${app.url}/api/ready`)).status).toBe(503);
  // Pages without a query are still served.
  expect((await fetch(`${app.url}/sign-in`)).status).toBe(200);
}

async function expectBack(app: App, user: Asker, { id, path }: Shared) {
  await expect.poll(async () => (await fetch(`${app.url}/api/ready`)).status).toBe(200);
  for (const answer of [await user.fetch(`/jobs/${id}`), await fetch(`${app.url}${path}`)]) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toContain('cannot reach its database');
  }
}

/** When a line about a failed sweep was written, ms UTC, by the cause that it names. */
function failedSweeps(app: { output: () => string }): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const line of app.output().split('\n')) {
    if (!line.includes('"a sweep failed"')) continue;
    const { time, error, codes } = JSON.parse(line);
    const cause = `${error} ${codes}`;
    times.set(cause, [...(times.get(cause) ?? []), Date.parse(time)]);
  }
  return times;
}

describe.runIf(databases.includes('libsql'))('a libSQL server that is away', () => {
  it('gives 503 while it is dead, and everything works again afterwards', async ({
    app,
    proxy,
    user,
    token,
    shared,
  }) => {
    await proxy.die();
    await expectAway(app, user, token, shared);
    await proxy.recover();
    await expectBack(app, user, shared);
  });

  it('gives 503 after the deadline of a query while its packets vanish', async ({
    app,
    proxy,
    user,
    token,
    shared,
  }) => {
    proxy.swallow();
    await expectAway(app, user, token, shared);
    await proxy.recover();
    await expectBack(app, user, shared);
  });

  it('is logged without a value of any query, and a failing sweep once a minute', async ({
    app,
    proxy,
    user,
    shared,
  }) => {
    await proxy.die();
    for (const path of ['/jobs', `/jobs/${shared.id}`, shared.path, '/settings/tokens']) {
      await user.fetch(path);
    }
    await expect.poll(() => failedSweeps(app)).not.toEqual(new Map());
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    // Each task fails every second or two, and has one line a minute for each cause.
    for (const times of failedSweeps(app).values()) {
      times.forEach((time, i) => {
        const next = times[i + TASKS.length] ?? Number.POSITIVE_INFINITY;
        expect(next - time).toBeGreaterThan(59_000);
      });
    }
    await proxy.recover();
    await expectBack(app, user, shared);
    const session = /session-token=([^;]+)/.exec(user.cookie)?.[1] ?? '';
    expect(session.length).toBeGreaterThan(20);
    const output = app.output();
    expect(output).toContain('DATABASE_UNREACHABLE');
    // Drizzle's own message would have the line "params: ...".
    expect(output).not.toMatch(/params:/);
    for (const secret of [session, shared.path]) expect(output).not.toContain(secret);
  });
});
