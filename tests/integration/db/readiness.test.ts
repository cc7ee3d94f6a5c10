import { existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { type Db, upstreamHealth } from '@/lib/db';
import { checkReadiness, checkStorage } from '@/lib/readiness';
import { openStorage } from '@/lib/storage';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const withCheck = test.extend(
  'check',
  ({ db }) =>
    (sandbox = false) =>
      checkReadiness(async () => db, sandbox),
);

describe.each(onEachDatabase(withCheck))('readiness on $kind', ({ it }) => {
  it('is ready with a current schema', async ({ check }) => {
    const checks = { database: 'reachable', migrations: 'current', key: 'present' };
    expect(await check()).toEqual({ ready: true, checks });
    expect(await check(true)).toEqual({ ready: true, checks: { ...checks, key: 'sandbox' } });
  });

  it('reports a rejected key and stays ready', async ({ db, check }) => {
    await db.insert(upstreamHealth).values({ id: 1, keyRejectedAt: 1 });
    expect(await check()).toMatchObject({ ready: true, checks: { key: 'refused' } });
    await db.delete(upstreamHealth);
  });

  it('is ready with the schema of a newer version', async ({ db, check }) => {
    await db.run(
      sql`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', 9999999999999)`,
    );
    expect(await check()).toMatchObject({ ready: true, checks: { migrations: 'ahead' } });
    await db.run(sql`DELETE FROM __drizzle_migrations WHERE hash = 'newer'`);
  });

  it('is not ready with an older schema', async ({ db, check }) => {
    await db.run(sql`DELETE FROM __drizzle_migrations`);
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

describe('the store', () => {
  test('is named if its folder cannot be written, and leaves nothing behind', async ({
    folder,
  }) => {
    const path = join(folder, 'files');
    const storage = await openStorage({ kind: 'folder', path });
    expect(await checkStorage(async () => storage)).toEqual({});
    expect(readdirSync(path)).toEqual([]);
    rmSync(path, { recursive: true });
    expect(await checkStorage(async () => storage)).toEqual({ storage: 'unavailable' });
    writeFileSync(path, 'a file in its place');
    expect(await checkStorage(async () => storage)).toEqual({ storage: 'unavailable' });
    // The same is said if it cannot even be opened.
    const opened = checkStorage(() => openStorage({ kind: 'folder', path: join(path, 'below') }));
    expect(await opened).toEqual({ storage: 'unavailable' });
  });

  test.skipIf(!existsSync('/dev/full'))('is named if its disk is full', async ({ folder }) => {
    const storage = await openStorage({ kind: 'folder', path: folder });
    symlinkSync('/dev/full', join(folder, `.writable-${process.pid}`));
    expect(await checkStorage(async () => storage)).toEqual({ storage: 'full' });
  });
});
