import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { copyOf, testOnRemote as test } from '../../setup/on-remote';
import { databases } from '../../setup/temp-db';

/** Its picture is refused at once, so that no attempt to copy it falls into a count. */
const DONE = '{"status":"success","output":"https://10.0.0.1/x.png","mode":"furnish"}';

const it = test
  /**
   * Expects so many reads of a request; writes that nothing waits for are left out. What an earlier request has begun
   * may still read, and a job become due meanwhile: that is over after a few requests, but reads of its own are not.
   */
  .extend('expectReads', ({ user, proxy }) => async (path: string, reads: number) => {
    const readsOf = async () => {
      const before = proxy.trips.length;
      const response = await user.fetch(path);
      await response.text();
      expect(response.status).toBe(200);
      return proxy.trips.slice(before).filter((trip) => /"sql":"select /i.test(trip)).length;
    };
    await expect.poll(readsOf, { timeout: 20_000, interval: 200 }).toBe(reads);
  })
  /** Adds a job with this body upstream and to the user's history. */
  .extend('addJob', ({ user, upstream }) => async (body: string) => {
    const id = upstream.add({ kind: 'json', body });
    expect((await user.fetch(`/v1/job/${id}`)).status).toBe(200);
    await expect.poll(() => copyOf(user, id)).not.toBe('waiting');
    return id;
  });
// As on Vercel: no timer of the app sends statements during the count.
it.override('env', {
  VERCEL: '1',
  CRON_SECRET: randomUUID(),
  // Demanded there. Nothing is stored in this file.
  BLOB_READ_WRITE_TOKEN: 'vercel_blob_rw_none_none',
});

describe.runIf(databases.includes('libsql'))('round trips to a remote database', () => {
  it('are at most two for a settled job through the drop-in', async ({ expectReads, addJob }) => {
    const id = await addJob(DONE);
    await expectReads(`/v1/job/${id}`, 2);
  });

  it('are at most two for the second request of a pending job that is not due', async ({
    expectReads,
    addJob,
    user,
  }) => {
    const id = await addJob('{"status":"pending","mode":"furnish"}');
    await user.fetch(`/v1/job/${id}`);
    await expectReads(`/v1/job/${id}`, 2);
  });

  it('are at most two for a page of the history, full or empty, and one beside them', async ({
    expectReads,
    addJob,
  }) => {
    await addJob(DONE);
    // What is being sent is read at the same time as the history.
    await expectReads('/jobs', 3);
    await expectReads('/jobs?q=nothing-is-called-this', 3);
  });
});
