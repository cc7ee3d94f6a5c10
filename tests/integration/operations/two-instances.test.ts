import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { browserFetch, type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { bearer, makeToken } from '../../setup/token';
import { startUpstream, type Upstream } from '../../setup/upstream';

const DONE = '{"status":"success","output":"https://a.example/x.png","mode":"furnish"}';
const JSON_BODY = { 'content-type': 'application/json' };

/** As on Vercel: nothing but the database is shared, and every request goes to the other instance. */
describe.runIf(databases.includes('libsql'))('two instances on one libSQL server', () => {
  let database: FreshDatabase;
  let upstream: Upstream;
  let apps: RunningApp[];
  let urls: string[];
  /** Whose every request goes to the instance that did not answer the last one. */
  let user: Client;
  let id: string;

  beforeAll(async () => {
    database = await freshDatabase('libsql');
    upstream = await startUpstream();
    const env = {
      VERCEL: '1',
      DATABASE_URL: database.url,
      NEXTAUTH_SECRET: randomUUID() + randomUUID(),
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
      CRON_SECRET: randomUUID(),
    };
    apps = await Promise.all([startApp({ env }), startApp({ env })]);
    urls = apps.map((app) => app.url);
    user = await signedIn(urls);
    id = `job-${randomUUID()}`;
    upstream.set(id, {
      kind: 'sequence',
      of: [
        { kind: 'json', body: '{"status":"pending","mode":"furnish"}' },
        { kind: 'json', body: DONE },
      ],
    });
  });
  afterAll(async () => {
    await Promise.all((apps ?? []).map((app) => app.stop()));
    await upstream?.close();
    await database?.close();
  });

  /** Asks each of the two the same, as this user. */
  const onBoth = (path: string) => Promise.all([user.fetch(path), user.fetch(path)]);
  const statuses = (answers: Response[]) => answers.map(({ status }) => status);
  const asked = () => upstream.requests.filter((r) => r.url === `/v1/job/${id}`).length;

  it('know who has signed in at the other', async () => {
    expect(statuses(await onBoth('/jobs'))).toEqual([200, 200]);
  });

  it('make one call upstream for what both are asked at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => user.fetch(`/v1/job/${id}`)),
    );
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    expect(asked()).toBe(1);
  });

  it('show what was changed at the other', async () => {
    const change = { method: 'PATCH', headers: JSON_BODY, body: '{"label":"Blue room"}' };
    expect((await user.fetch(`/api/jobs/${id}`, change)).status).toBe(200);
    for (const answer of await onBoth('/jobs')) expect(await answer.text()).toContain('Blue room');
  });

  it('both know of an end that one of them has seen', async () => {
    await expect
      .poll(async () => (await user.fetch(`/v1/job/${id}`)).text(), {
        timeout: 20_000,
        interval: 500,
      })
      .toBe(DONE);
    for (const answer of await onBoth(`/v1/job/${id}`)) expect(await answer.text()).toBe(DONE);
    expect(asked()).toBe(2);
  });

  it('close a link everywhere that one of them has revoked', async () => {
    const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
    const { share } = (await made.json()) as { share: { id: string; path: string } };
    const client = browserFetch(urls);
    const opened = () => Promise.all([client(share.path), client(share.path)]);
    expect(statuses(await opened())).toEqual([200, 200]);
    await user.fetch(`/api/jobs/${id}/shares/${share.id}`, { method: 'DELETE' });
    expect(statuses(await opened())).toEqual([404, 404]);
  });

  it('take a token that the other has made, until one of them revokes it', async () => {
    const { token, view } = await makeToken(user);
    const ask = () => Promise.all(urls.map((url) => fetch(`${url}/v1/job/${id}`, bearer(token))));
    expect(statuses(await ask())).toEqual([200, 200]);
    await user.fetch(`/api/tokens/${view.id}`, { method: 'DELETE' });
    expect(statuses(await ask())).toEqual([401, 401]);
  });

  it('end a session everywhere', async () => {
    const cookie = user.cookie;
    const { csrfToken } = (await (await user.fetch('/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    const body = new URLSearchParams({ csrfToken, json: 'true' });
    await user.fetch('/api/auth/signout', { method: 'POST', body });
    const replayed = urls.map((url) => fetch(`${url}/v1/job/${id}`, { headers: { cookie } }));
    expect(statuses(await Promise.all(replayed))).toEqual([401, 401]);
  });
});
