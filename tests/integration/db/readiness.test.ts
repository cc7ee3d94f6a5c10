import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, upstreamHealth } from '@/lib/db';
import { checkReadiness } from '@/lib/readiness';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';

describe.each(databases)('readiness on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());
  const check = (sandbox = false) => checkReadiness(async () => fresh.db, sandbox);

  it('is ready with a current schema', async () => {
    const checks = { database: 'reachable', migrations: 'current', key: 'present' };
    expect(await check()).toEqual({ ready: true, checks });
    expect(await check(true)).toEqual({ ready: true, checks: { ...checks, key: 'sandbox' } });
  });

  it('reports a rejected key and stays ready', async () => {
    await fresh.db.insert(upstreamHealth).values({ id: 1, keyRejectedAt: 1 });
    expect(await check()).toMatchObject({ ready: true, checks: { key: 'refused' } });
    await fresh.db.delete(upstreamHealth);
  });

  it('is ready with the schema of a newer version', async () => {
    await fresh.db.run(
      sql`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', 9999999999999)`,
    );
    expect(await check()).toMatchObject({ ready: true, checks: { migrations: 'ahead' } });
    await fresh.db.run(sql`DELETE FROM __drizzle_migrations WHERE hash = 'newer'`);
  });

  it('is not ready with an older schema', async () => {
    await fresh.db.run(sql`DELETE FROM __drizzle_migrations`);
    expect(await check()).toMatchObject({ ready: false, checks: { migrations: 'behind' } });
  });

  it('is not ready if the database fails or does not respond', async () => {
    const checks = { database: 'unreachable', migrations: 'unknown', key: 'present' };
    const broken = () => Promise.reject(new Error('SQLITE_CANTOPEN'));
    expect(await checkReadiness(broken, false)).toEqual({ ready: false, checks });
    const silent = () => new Promise<Db>(() => {});
    expect(await checkReadiness(silent, false)).toEqual({ ready: false, checks });
  });
});
