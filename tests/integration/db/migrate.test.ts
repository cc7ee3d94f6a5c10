import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, migrateOnce, openDatabase } from '@/lib/db';
import { startApp } from '../../setup/app';
import { signedIn } from '../../setup/client';
import { newerVersion } from '../../setup/newer-version';
import { databases, freshDatabase, startSqld } from '../../setup/temp-db';
import { temporaryFolder } from '../../setup/temp-folder';

const isSql = (name: string) => name.endsWith('.sql');

/** Throws with what the process wrote when it fails. */
async function migrateInProcess(url: string): Promise<void> {
  const node = ['--conditions=react-server', '--import', './tests/setup/resolve-ts.mjs'];
  await promisify(execFile)(process.execPath, [...node, 'tests/setup/migrate-process.ts', url]);
}

async function emptyDatabase(kind: (typeof databases)[number]) {
  if (kind === 'libsql') return startSqld();
  const folder = temporaryFolder();
  return { url: `file:${folder.path}/bottega.db`, stop: async () => folder.remove() };
}

describe.each(databases)('migrations on %s', (kind) => {
  it('are applied once by six connections that start at the same time', async () => {
    const empty = await emptyDatabase(kind);
    const opened = await Promise.all(Array.from({ length: 6 }, () => openDatabase(empty.url)));
    await Promise.all(opened.map((database) => migrateOnce(database, MIGRATIONS_FOLDER)));
    const [first] = opened;
    const applied = await first?.db.all<{ n: number }>(
      sql`SELECT count(*) AS n, count(DISTINCT hash) AS d FROM __drizzle_migrations`,
    );
    expect(applied?.[0]).toMatchObject({ n: expect.any(Number) });
    const [{ n, d }] = applied as unknown as [{ n: number; d: number }];
    expect(n).toBe(d);
    for (const database of opened) database.close();
    await empty.stop();
  });

  it('are applied once by six processes that start at the same time', async () => {
    const empty = await emptyDatabase(kind);
    await Promise.all(Array.from({ length: 6 }, () => migrateInProcess(empty.url)));
    const database = await openDatabase(empty.url);
    const rows = await database.db.all<{ hash: string }>(
      sql`SELECT hash FROM __drizzle_migrations`,
    );
    expect(rows).toHaveLength(readdirSync(MIGRATIONS_FOLDER).filter(isSql).length);
    expect(new Set(rows.map((row) => row.hash)).size).toBe(rows.length);
    database.close();
    await empty.stop();
  });

  it('wait for the holder of the lock, and take it over if the holder has died', async () => {
    const empty = await emptyDatabase(kind);
    const [dead, next] = [await openDatabase(empty.url), await openDatabase(empty.url)];
    await dead.db.run(
      sql`CREATE TABLE migration_lock (id INTEGER PRIMARY KEY, owner TEXT, until INTEGER)`,
    );
    await dead.db.run(
      sql`INSERT INTO migration_lock VALUES (1, 'dead', CAST(unixepoch('subsec') * 1000 AS INTEGER) + 1500)`,
    );
    await migrateOnce(next, MIGRATIONS_FOLDER);
    const lock = await next.db.all<{ owner: string; until: number }>(
      sql`SELECT * FROM migration_lock`,
    );
    expect(lock).toMatchObject([{ until: 0 }]);
    expect(lock[0]?.owner).not.toBe('dead');
    for (const database of [dead, next]) database.close();
    await empty.stop();
  });
});

describe.each(databases)('beside a newer version on %s', (kind) => {
  const migrateTo = async (url: string, statements: string[]) => {
    const newer = newerVersion(statements);
    const database = await openDatabase(url);
    await migrateOnce(database, newer.migrations);
    database.close();
    newer.remove();
  };

  it('a running instance continues with an expanded schema, and new ones of its version start', async () => {
    const fresh = await freshDatabase(kind);
    const env = { DATABASE_URL: fresh.url, NEXTAUTH_SECRET: randomUUID() };
    const old = await startApp({ env });
    const before = await signedIn(old.url);
    await migrateTo(fresh.url, [
      'CREATE TABLE albums (id text PRIMARY KEY NOT NULL)',
      "ALTER TABLE jobs ADD COLUMN album text DEFAULT '' NOT NULL",
      'ALTER TABLE users ADD COLUMN nickname text',
    ]);
    const started = await startApp({ env });
    const after = await signedIn(started.url);
    for (const user of [before, after]) {
      expect((await user.fetch('/api/samples', { method: 'POST' })).status).toBe(201);
      expect((await user.fetch('/jobs')).status).toBe(200);
    }
    await Promise.all([old, started].map((app) => app.stop()));
    await fresh.close();
  });

  it.each([
    ['DROP TABLE shares', 'shares is missing'],
    ['ALTER TABLE entries RENAME COLUMN label TO title', 'entries.label is missing'],
    ['DROP TABLE webhook_deliveries', 'webhook_deliveries is missing'],
    ['ALTER TABLE webhooks DROP COLUMN failing_since', 'webhooks.failing_since is missing'],
    ['CREATE TABLE x (id text)', null],
    ["ALTER TABLE jobs ADD COLUMN y text DEFAULT '' NOT NULL", null],
  ])('starting after %j: %s', async (statement, fault) => {
    const fresh = await freshDatabase(kind);
    await migrateTo(fresh.url, [statement]);
    const again = await openDatabase(fresh.url);
    const starting = migrateOnce(again, MIGRATIONS_FOLDER);
    if (fault === null) await starting;
    else await expect(starting).rejects.toThrow(fault);
    again.close();
    await fresh.close();
  });

  it('refuses to start if inserts must name a column that this version does not know', async () => {
    const fresh = await freshDatabase(kind);
    await migrateTo(fresh.url, [
      'DROP TABLE throttles',
      'CREATE TABLE throttles (key text PRIMARY KEY, points integer, expires_at integer, owner text NOT NULL)',
    ]);
    const again = await openDatabase(fresh.url);
    await expect(migrateOnce(again, MIGRATIONS_FOLDER)).rejects.toThrow(
      'throttles.owner is required',
    );
    again.close();
    await fresh.close();
  });
});

describe('an app that starts on an incompatible database', () => {
  it('explains why and what to do', async () => {
    const fresh = await freshDatabase('file');
    const newer = newerVersion(['DROP TABLE shares']);
    const database = await openDatabase(fresh.url);
    await migrateOnce(database, newer.migrations);
    const starting = startApp({ env: { DATABASE_URL: fresh.url } });
    await expect(starting).rejects.toThrow(/newer version of Bottega .*shares is missing.*backup/);
    database.close();
    newer.remove();
    await fresh.close();
  });
});
