import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OnRemote, startOnRemote } from '../../setup/on-remote';
import { databases } from '../../setup/temp-db';

const DONE = '{"status":"success","output":"https://a.example/x.png","mode":"furnish"}';

/** As on Vercel: no timer of its own sends anything while we count. */
describe.runIf(databases.includes('libsql'))('round trips to a remote database', () => {
  let house: OnRemote;
  beforeAll(async () => {
    house = await startOnRemote({ VERCEL: '1', CRON_SECRET: randomUUID() });
  });
  afterAll(() => house?.close());

  /** What somebody waits for; notes and the buying of points are writes, for which nobody does. */
  async function tripsOf(path: string): Promise<number> {
    const before = house.proxy.trips.length;
    const answer = await house.user.fetch(path);
    await answer.text();
    expect(answer.status).toBe(200);
    return house.proxy.trips.slice(before).filter((trip) => /"sql":"select /i.test(trip)).length;
  }

  async function lookedAt(body: string): Promise<string> {
    const id = `job-${randomUUID()}`;
    house.upstream.set(id, { kind: 'json', body });
    expect((await house.user.fetch(`/v1/job/${id}`)).status).toBe(200);
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
