import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { openDatabase, users } from '@/lib/db';
import { testJob as it } from '../../setup/job-test';
import { bearer } from '../../setup/token';

/** Locks a database for writing, as a long transaction of another process does. */
function lock(path: string | undefined) {
  const other = new Database(String(path));
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}

describe('a database that another process has locked', () => {
  it('rejects changes with 503, serves reads meanwhile, and recovers', async ({
    app,
    database,
    user,
    token,
    id,
    rename,
  }) => {
    const unlock = lock(database.path);
    const order: string[] = [];
    const refused = Promise.all(
      Array.from({ length: 20 }, async () => {
        const response = await rename('Kitchen');
        order.push('write');
        return response;
      }),
    );
    // These are answered while the writes wait: nothing waits synchronously.
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
    expect((await fetch(`${app.url}/v1/job/${id}`, bearer(token))).status).toBe(200);
    order.push('reads');
    // More requests than a token's reserved points: some need new ones, which cannot be written.
    for (let i = 0; i < 60; i++) {
      expect((await fetch(`${app.url}/v1/job/${id}`, bearer(token))).status).toBe(200);
    }
    expect((await user.fetch(`/jobs/${id}`)).status).toBe(200);
    expect((await user.fetch('/jobs')).status).toBe(200);
    for (const response of await refused) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
      expect(await response.json()).toMatchObject({ error: { code: 'database_unavailable' } });
    }
    expect(order[0]).toBe('reads');
    expect((await fetch(`${app.url}/api/ready`)).status).toBe(503);
    unlock();
    expect((await rename('Kitchen')).status).toBe(200);
    await expect.poll(async () => (await fetch(`${app.url}/api/ready`)).status).toBe(200);
  });
});

describe('a new file that another process is making at the same time', () => {
  it('is opened once the other is done', async ({ folder }) => {
    const path = join(folder, 'bottega.db');
    const other = new Database(path);
    other.exec('CREATE TABLE theirs (id INTEGER)');
    other.exec('BEGIN IMMEDIATE');
    const opening = openDatabase(`file:${path}`);
    // It waits without holding up the process, or this would never run.
    setTimeout(() => other.close(), 50);
    const { db, close } = await opening;
    await expect(db.select().from(users)).rejects.toThrow('no such table');
    close();
  });
});

describe('a query on a locked file', () => {
  it('waits its turn and succeeds once the lock is gone, while reads go on', async ({
    database,
  }) => {
    const { db, close } = await openDatabase(database.url);
    const unlock = lock(database.path);
    let done = 0;
    const writes = Array.from({ length: 200 }, (_, i) =>
      db
        .insert(users)
        .values({ id: `waits-${i}`, email: `waits-${i}@example.com` })
        .then(() => {
          done += 1;
        }),
    );
    for (let i = 0; i < 20; i++) await db.select().from(users);
    expect(done).toBe(0);
    unlock();
    await Promise.all(writes);
    expect(done).toBe(200);
    close();
  });

  it('fails with the code of the lock after its deadline', async ({ database }) => {
    const { db, close } = await openDatabase(database.url);
    const unlock = lock(database.path);
    const write = () => db.insert(users).values({ id: 'never', email: 'never@example.com' });
    const results = await Promise.allSettled([write(), write(), write()]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_BUSY' } });
    }
    unlock();
    close();
  });
});
