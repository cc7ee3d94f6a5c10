import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, upstreamHealth } from '@/lib/db';
import { readinessOf } from '@/lib/readiness';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';

describe.each(databases)('readiness on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());
  const ask = (sandbox = false) => readinessOf(async () => fresh.db, sandbox);

  it('is there with a database of our own level', async () => {
    const checks = { database: 'reachable', migrations: 'current', key: 'present' };
    expect(await ask()).toEqual({ ready: true, checks });
    expect(await ask(true)).toEqual({ ready: true, checks: { ...checks, key: 'sandbox' } });
  });

  it('says that upstream accepts no key, and stands all the same', async () => {
    await fresh.db.insert(upstreamHealth).values({ id: 1, keyRejectedAt: 1 });
    expect(await ask()).toMatchObject({ ready: true, checks: { key: 'refused' } });
    await fresh.db.delete(upstreamHealth);
  });

  it('stands beside a newer version that has migrated', async () => {
    await fresh.db.run(
      sql`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', 9999999999999)`,
    );
    expect(await ask()).toMatchObject({ ready: true, checks: { migrations: 'ahead' } });
    await fresh.db.run(sql`DELETE FROM __drizzle_migrations WHERE hash = 'newer'`);
  });

  it('is not there with a database of an older level', async () => {
    await fresh.db.run(sql`DELETE FROM __drizzle_migrations`);
    expect(await ask()).toMatchObject({ ready: false, checks: { migrations: 'behind' } });
  });

  it('is not there without the database, or when it does not answer', async () => {
    const checks = { database: 'unreachable', migrations: 'unknown', key: 'present' };
    const broken = () => Promise.reject(new Error('SQLITE_CANTOPEN'));
    expect(await readinessOf(broken, false)).toEqual({ ready: false, checks });
    const silent = () => new Promise<Db>(() => {});
    expect(await readinessOf(silent, false)).toEqual({ ready: false, checks });
  });
});
