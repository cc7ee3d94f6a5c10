import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { startUpstream, type Upstream } from '../../setup/upstream';

const DONE = '{"status":"success","output":"https://a.example/x.png"}';

describe.each(databases)('two processes on one %s database', (kind) => {
  let database: FreshDatabase;
  let upstream: Upstream;
  let apps: RunningApp[];
  let users: Client[];

  beforeAll(async () => {
    database = await freshDatabase(kind);
    upstream = await startUpstream();
    const env = {
      DATABASE_URL: database.url,
      NEXTAUTH_SECRET: randomUUID(),
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
      CRON_SECRET: 'a-secret-for-the-cron-service',
      ADMIN_EMAILS: 'operator@example.com',
    };
    apps = await Promise.all([startApp({ env }), startApp({ env })]);
    users = await Promise.all(apps.map((app) => signedIn(app.url)));
  });
  afterAll(async () => {
    await Promise.all((apps ?? []).map((app) => app.stop()));
    await upstream?.close();
    await database?.close();
  });

  const asked = (id: string) => upstream.requests.filter((r) => r.url === `/v1/job/${id}`);

  it('ask once for 200 first requests of the same id', async () => {
    const id = `job-${randomUUID()}`;
    upstream.set(id, { kind: 'json', body: DONE });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => users[i % 2]?.fetch(`/v1/job/${id}`)),
    );
    for (const answer of answers) {
      expect(answer?.status).toBe(200);
      expect(await answer?.text()).toBe(DONE);
    }
    expect(asked(id)).toHaveLength(1);
  });

  it('refresh a due job with no tab open', async () => {
    const id = `job-${randomUUID()}`;
    upstream.set(id, {
      kind: 'sequence',
      of: [
        { kind: 'json', body: '{"status":"pending"}' },
        { kind: 'json', body: DONE },
      ],
    });
    await users[0]?.fetch(`/v1/job/${id}`);
    await expect.poll(() => asked(id).length, { timeout: 30_000 }).toBe(2);
  });

  it('let nobody but the cron service sweep', async () => {
    const ask = (authorization: string) =>
      fetch(`${apps[0]?.url}/api/cron/sweep`, { headers: { authorization } });
    expect((await ask('Bearer another-secret-of-that-length')).status).toBe(401);
    expect((await ask('')).status).toBe(401);
    expect((await ask('Bearer a-secret-for-the-cron-service')).status).toBe(200);
  });

  it('show the operator what was spent, and nobody else', async () => {
    const [app] = apps;
    const operator = await signedIn(app?.url ?? '', { email: 'operator@example.com' });
    const page = await operator.fetch('/operator');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('calls in the last hour');
    expect((await users[0]?.fetch('/operator'))?.status).toBe(404);
  });

  it('let one user guess only so many ids a minute', async () => {
    const guesser = await signedIn(apps[0]?.url ?? '');
    const guess = async () => (await guesser.fetch(`/v1/job/guess-${randomUUID()}`)).status;
    const before = upstream.requests.length;
    const answers: number[] = [];
    for (let i = 0; i < 25; i++) answers.push(await guess());
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(404));
    expect(answers.slice(20)).toEqual(Array(5).fill(429));
    expect(upstream.requests.slice(before).filter((r) => r.url.includes('guess-'))).toHaveLength(
      20,
    );
  });
});
