import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { RunningApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { test } from '../../setup/test';

const NEXT_KEY = 'next-key-0123456789';
const DONE = '{"status":"success","output":"https://a.example/x.png"}';

const it = test;

describe('rotating the key, two instances on one database', () => {
  it('returns no error to callers while upstream starts to reject the first key', async ({
    start,
    database,
    upstream,
  }) => {
    const env = {
      DATABASE_URL: database.url,
      NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_KEY_NEXT: NEXT_KEY,
      GEPETTO_API_URL: upstream.url,
      // Above the number of calls in this test, so that the budget delays none.
      GEPETTO_CALLS_PER_MINUTE: '1000',
      ADMIN_EMAILS: 'operator@example.com',
    };
    const [here, there] = [await start({ env }), await start({ env })];
    const operator = await signedIn(here.url, { email: 'operator@example.com' });
    const callers = [await signedIn(here.url), await signedIn(there.url)];

    let refused = false;
    const statuses: number[] = [];
    const call = async (caller: Client, round: number) => {
      const to = round % 2 ? here : there;
      const headers = { cookie: caller.cookie };
      const answer = await fetch(`${to.url}/v1/job/${upstream.add({ kind: 'json', body: DONE })}`, {
        headers,
      });
      statuses.push(answer.status);
      // With calls in flight.
      if (!refused && statuses.length > 24) {
        refused = true;
        upstream.refuseKey(TEST_KEY);
      }
    };
    // Each caller runs three scripts that request one job after the other.
    await Promise.all(
      [...callers, ...callers, ...callers].map(async (caller) => {
        for (let round = 0; round < 12; round++) await call(caller, round);
      }),
    );

    expect(refused).toBe(true);
    expect(statuses).toEqual(Array(72).fill(200));
    const shown = upstream.requests.map(({ headers }) => headers.authorization);
    expect(shown[0]).toBe(`Bearer ${TEST_KEY}`);
    expect(shown.at(-1)).toBe(`Bearer ${NEXT_KEY}`);
    // Each script may meet the rejection once: it is recorded for all before the script gets its response.
    expect(shown.length - 72).toBeGreaterThan(0);
    expect(shown.length - 72).toBeLessThanOrEqual(6);
    expect(await (await operator.fetch('/operator')).text()).toContain('GEPETTO_API_KEY_NEXT');
    const alarms = [here, there]
      .map(({ output }) => output())
      .join()
      .match(/upstream rejects one of the two/g);
    expect(alarms).toHaveLength(1);
  }, 150_000);
});

describe('rotating the session secret', () => {
  const [old, fresh] = [`one-${randomUUID()}`, `two-${randomUUID()}`];
  const it = test
    /** Starts the app on the same database with these secrets. */
    .extend(
      'startWith',
      ({ start, database, upstream }) =>
        (secrets: Record<string, string>) =>
          start({
            env: {
              DATABASE_URL: database.url,
              GEPETTO_API_KEY: 'another-key-0123456789',
              GEPETTO_API_URL: upstream.url,
              ...secrets,
            },
          }),
    )
    /** A session and a share from before the rotation. */
    .extend('before', async ({ startWith, upstream }) => {
      const id = upstream.add({ kind: 'json', body: DONE });
      const app = await startWith({ NEXTAUTH_SECRET: old });
      const user = await signedIn(app.url);
      await user.fetch(`/v1/job/${id}`);
      const response = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
      const { share } = (await response.json()) as { share: { path: string } };
      await app.stop();
      return { id, cookie: user.cookie, path: share.path };
    });

  type Before = { id: string; cookie: string; path: string };
  /** What that session sees now: its status, the address of the share, and whether that opens. */
  async function look(app: RunningApp, { id, cookie, path }: Before) {
    const headers = { cookie };
    const listed = await fetch(`${app.url}/api/jobs/${id}/shares`, { headers });
    const { shares } = (await listed.json()) as { shares?: { path: string | null }[] };
    const opened = await fetch(`${app.url}${path}`);
    return { status: listed.status, path: shares?.[0]?.path, opened: opened.status };
  }

  it('keeps sessions and links while the previous secret is set', async ({ startWith, before }) => {
    const app = await startWith({ NEXTAUTH_SECRET: fresh, NEXTAUTH_SECRET_PREVIOUS: old });
    expect(await look(app, before)).toEqual({ status: 200, path: before.path, opened: 200 });
    await app.stop();
  });

  it('ends every session without the previous secret; links still open', async ({
    startWith,
    before,
  }) => {
    const app = await startWith({ NEXTAUTH_SECRET: fresh });
    expect(await look(app, before)).toEqual({ status: 401, path: undefined, opened: 200 });
    await app.stop();
  });
});
