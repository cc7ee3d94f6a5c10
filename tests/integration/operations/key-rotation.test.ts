import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { temporaryFolder } from '../../setup/temp-folder';
import { startUpstream, type Upstream } from '../../setup/upstream';

const NEXT_KEY = 'next-key-0123456789';
const DONE = '{"status":"success","output":"https://a.example/x.png"}';

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const newJob = () => {
  const id = `job-${randomUUID()}`;
  upstream.set(id, { kind: 'json', body: DONE });
  return id;
};

describe('rotating the key, two instances on one database', () => {
  const folder = temporaryFolder();
  const apps: RunningApp[] = [];
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.stop()));
    folder.remove();
  });

  it('shows no caller an error while upstream begins to refuse the first key', async () => {
    const env = {
      DATABASE_URL: `file:${join(folder.path, 'bottega.db')}`,
      NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_KEY_NEXT: NEXT_KEY,
      GEPETTO_API_URL: upstream.url,
      // Upstream itself counts nothing here, and every caller is to get through in this minute.
      GEPETTO_CALLS_PER_MINUTE: '1000',
      ADMIN_EMAILS: 'operator@example.com',
    };
    for (let i = 0; i < 2; i++) apps.push(await startApp({ env }));
    const [here, there] = apps as [RunningApp, RunningApp];
    const operator = await signedIn(here.url, { email: 'operator@example.com' });
    const callers = [await signedIn(here.url), await signedIn(there.url)];

    let refused = false;
    const statuses: number[] = [];
    const call = async (caller: Client, round: number) => {
      const to = round % 2 ? here : there;
      const headers = { cookie: caller.cookie };
      const answer = await fetch(`${to.url}/v1/job/${newJob()}`, { headers });
      statuses.push(answer.status);
      // In the middle of it, with calls under way.
      if (!refused && statuses.length > 24) {
        refused = true;
        upstream.refuseKey(TEST_KEY);
      }
    };
    // Each caller has three scripts running, which ask for one job after the other.
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
    // Each script may meet the refusal once: what its call brought is known to all before it is answered.
    expect(shown.length - 72).toBeGreaterThan(0);
    expect(shown.length - 72).toBeLessThanOrEqual(6);
    expect(await (await operator.fetch('/operator')).text()).toContain('promote it');
    const alarms = apps
      .map((app) => app.output())
      .join()
      .match(/upstream refuses one of the two/g);
    expect(alarms).toHaveLength(1);
  }, 150_000);
});

describe('rotating the session secret', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const [old, fresh] = ['one', 'two'].map((name) => `${name}-${randomUUID()}`) as [string, string];
  const start = (secrets: Record<string, string>) =>
    startApp({
      env: {
        DATABASE_URL: `file:${join(folder.path, 'bottega.db')}`,
        GEPETTO_API_KEY: 'another-key-0123456789',
        GEPETTO_API_URL: upstream.url,
        ...secrets,
      },
    });
  let cookie: string;
  let path: string;
  const id = randomUUID();

  /** What somebody from before the rotation finds: who they are, their link, and whether it opens. */
  async function look(app: RunningApp) {
    const headers = { cookie };
    const listed = await fetch(`${app.url}/api/jobs/${id}/shares`, { headers });
    const { shares } = (await listed.json()) as { shares?: { path: string | null }[] };
    const opened = await fetch(`${app.url}${path}`);
    return { status: listed.status, path: shares?.[0]?.path, opened: opened.status };
  }

  beforeAll(async () => {
    upstream.set(id, { kind: 'json', body: DONE });
    const app = await start({ NEXTAUTH_SECRET: old });
    const user = await signedIn(app.url);
    await user.fetch(`/v1/job/${id}`);
    const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
    path = ((await made.json()) as { share: { path: string } }).share.path;
    cookie = user.cookie;
    await app.stop();
  });

  it('ends no session and leaves every link copyable, with the one before at hand', async () => {
    const app = await start({ NEXTAUTH_SECRET: fresh, NEXTAUTH_SECRET_PREVIOUS: old });
    expect(await look(app)).toEqual({ status: 200, path, opened: 200 });
    await app.stop();
  });

  it('ends every session without it; links go on opening', async () => {
    const app = await start({ NEXTAUTH_SECRET: fresh });
    expect(await look(app)).toEqual({ status: 401, path: undefined, opened: 200 });
    await app.stop();
  });
});
