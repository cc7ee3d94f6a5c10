import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { browserFetch, signedIn } from '../../setup/client';
import { databases } from '../../setup/temp-db';
import { test } from '../../setup/test';
import { bearer, makeToken } from '../../setup/token';

const DONE = '{"status":"success","output":"https://a.example/x.png","mode":"furnish"}';
const JSON_BODY = { 'content-type': 'application/json' };

// As on Vercel: the instances share nothing but the database, and each request goes to the other instance.
const it = test
  .extend('databaseKind', { scope: 'file' }, 'libsql')
  .extend('urls', { scope: 'file' }, ({ instances }) => instances.map(({ url }) => url))
  /** A user whose requests alternate between the instances. */
  .extend('user', { scope: 'file' }, ({ urls }) => signedIn(urls))
  /** A job in the user's history that ends after its first check. */
  .extend('id', { scope: 'file' }, async ({ upstream, user }) => {
    const id = upstream.add({
      kind: 'sequence',
      of: [
        { kind: 'json', body: '{"status":"pending","mode":"furnish"}' },
        { kind: 'json', body: DONE },
      ],
    });
    await user.fetch(`/v1/job/${id}`);
    return id;
  })
  /** Sends the same request of the user to both instances. */
  .extend(
    'onBoth',
    ({ user }) =>
      (path: string) =>
        Promise.all([user.fetch(path), user.fetch(path)]),
  );
it.override('env', { VERCEL: '1', CRON_SECRET: randomUUID(), BLOB_READ_WRITE_TOKEN: 'none' });

const statuses = (answers: Response[]) => answers.map(({ status }) => status);

describe.runIf(databases.includes('libsql'))('two instances on one libSQL server', () => {
  it('share sessions', async ({ onBoth }) => {
    expect(statuses(await onBoth('/jobs'))).toEqual([200, 200]);
  });

  it('make one upstream request for concurrent requests to both', async ({ upstream, user }) => {
    const id = upstream.add({ kind: 'json', body: '{"status":"pending","mode":"furnish"}' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => user.fetch(`/v1/job/${id}`)),
    );
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });

  it('show changes that were made at the other', async ({ user, id, onBoth }) => {
    const change = { method: 'PATCH', headers: JSON_BODY, body: '{"label":"Blue room"}' };
    expect((await user.fetch(`/api/jobs/${id}`, change)).status).toBe(200);
    for (const answer of await onBoth('/jobs')) expect(await answer.text()).toContain('Blue room');
  });

  it('both show the end of a job that one of them has seen', async ({
    upstream,
    user,
    id,
    onBoth,
  }) => {
    await expect
      .poll(async () => (await user.fetch(`/v1/job/${id}`)).text(), {
        timeout: 20_000,
        interval: 500,
      })
      .toBe(DONE);
    for (const answer of await onBoth(`/v1/job/${id}`)) expect(await answer.text()).toBe(DONE);
    expect(upstream.requestsFor(id)).toHaveLength(2);
  });

  it('both reject a share that one of them has revoked', async ({ urls, user, id }) => {
    const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
    const { share } = (await made.json()) as { share: { id: string; path: string } };
    const client = browserFetch(urls);
    const opened = () => Promise.all([client(share.path), client(share.path)]);
    expect(statuses(await opened())).toEqual([200, 200]);
    await user.fetch(`/api/jobs/${id}/shares/${share.id}`, { method: 'DELETE' });
    expect(statuses(await opened())).toEqual([404, 404]);
  });

  it('both accept a token until one of them revokes it', async ({ urls, user, id }) => {
    const { token, view } = await makeToken(user);
    const ask = () => Promise.all(urls.map((url) => fetch(`${url}/v1/job/${id}`, bearer(token))));
    expect(statuses(await ask())).toEqual([200, 200]);
    await user.fetch(`/api/tokens/${view.id}`, { method: 'DELETE' });
    expect(statuses(await ask())).toEqual([401, 401]);
  });

  it('both reject a session after sign-out at one', async ({ urls, id }) => {
    const other = await signedIn(urls);
    const cookie = other.cookie;
    const { csrfToken } = (await (await other.fetch('/api/auth/csrf')).json()) as {
      csrfToken: string;
    };
    const body = new URLSearchParams({ csrfToken, json: 'true' });
    await other.fetch('/api/auth/signout', { method: 'POST', body });
    const replayed = urls.map((url) => fetch(`${url}/v1/job/${id}`, { headers: { cookie } }));
    expect(statuses(await Promise.all(replayed))).toEqual([401, 401]);
  });
});
