import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../setup/app';
import { type Client, signedIn } from '../setup/client';
import { TEST_KEY } from '../setup/context';
import { type CountingProxy, startCountingProxy } from '../setup/counting-proxy';
import { databases, type FreshDatabase, freshDatabase } from '../setup/temp-db';
import { startUpstream, type Upstream } from '../setup/upstream';

const DONE = '{"status":"success","output":"https://a.example/x.png","mode":"furnish"}';

/** As on Vercel: no timer of its own sends anything while we count. */
describe.runIf(databases.includes('libsql'))('round trips to a remote database', () => {
  let database: FreshDatabase;
  let proxy: CountingProxy;
  let upstream: Upstream;
  let app: RunningApp;
  let user: Client;

  beforeAll(async () => {
    database = await freshDatabase('libsql');
    proxy = await startCountingProxy(database.url);
    upstream = await startUpstream();
    app = await startApp({
      env: {
        VERCEL: '1',
        DATABASE_URL: proxy.url,
        GEPETTO_API_KEY: TEST_KEY,
        GEPETTO_API_URL: upstream.url,
        CRON_SECRET: randomUUID(),
      },
    });
    user = await signedIn(app.url);
  });
  afterAll(async () => {
    await app?.stop();
    await upstream?.close();
    await proxy?.close();
    await database?.close();
  });

  /** What somebody waits for; notes and the buying of points are writes, for which nobody does. */
  async function tripsOf(path: string): Promise<number> {
    const before = proxy.trips.length;
    const answer = await user.fetch(path);
    await answer.text();
    expect(answer.status).toBe(200);
    return proxy.trips.slice(before).filter((trip) => /"sql":"select /i.test(trip)).length;
  }

  async function lookedAt(body: string): Promise<string> {
    const id = `job-${randomUUID()}`;
    upstream.set(id, { kind: 'json', body });
    expect((await user.fetch(`/v1/job/${id}`)).status).toBe(200);
    return id;
  }

  it('are at most two for a settled job through the drop-in', async () => {
    const id = await lookedAt(DONE);
    expect(await tripsOf(`/v1/job/${id}`)).toBe(2);
  });

  it('are at most two for a pending job that is fresh, from its second look on', async () => {
    const id = await lookedAt('{"status":"pending","mode":"furnish"}');
    await tripsOf(`/v1/job/${id}`);
    expect(await tripsOf(`/v1/job/${id}`)).toBe(2);
  });

  it('are at most two for a page of the history, full or empty', async () => {
    await lookedAt(DONE);
    expect(await tripsOf('/jobs')).toBe(2);
    expect(await tripsOf('/jobs?q=nothing-is-called-this')).toBe(2);
  });
});
