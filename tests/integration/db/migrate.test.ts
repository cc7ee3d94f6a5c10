import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { MIGRATIONS_FOLDER, migrateOnce } from '@/lib/db';
import { signedIn } from '../../setup/client';
import { newerVersion } from '../../setup/newer-version';
import { onEachDatabase, test } from '../../setup/test';

const isSql = (name: string) => name.endsWith('.sql');

/** Throws with what the process wrote when it fails. */
async function migrateInProcess(url: string): Promise<void> {
  const node = ['--conditions=react-server', '--import', './tests/setup/resolve-ts.mjs'];
  await promisify(execFile)(process.execPath, [...node, 'tests/setup/migrate-process.ts', url]);
}

const it = test
  /** The DATABASE_URL of an empty database that nothing has migrated. */
  .extend('url', async ({ databaseKind, startServer, folder }) =>
    databaseKind === 'libsql' ? (await startServer()).url : `file:${folder}/bottega.db`,
  )
  /** Opens one more connection to it. */
  .extend(
    'open',
    ({ url, connect }) =>
      () =>
        connect(url),
  )
  /** Applies the migrations of this version, then those of a newer one with these statements. */
  .extend('upgrade', ({ open }) => async (statements: string[]) => {
    await migrateOnce(await open(), MIGRATIONS_FOLDER);
    const newer = newerVersion(statements);
    await migrateOnce(await open(), newer.migrations);
    newer.remove();
  });
const each = onEachDatabase(it);

describe.each(each)('migrations on $kind', ({ it }) => {
  it('are applied once by six connections that start at the same time', async ({ open }) => {
    const opened = await Promise.all(Array.from({ length: 6 }, () => open()));
    await Promise.all(opened.map((database) => migrateOnce(database, MIGRATIONS_FOLDER)));
    const [first] = opened;
    const applied = await first?.db.all<{ n: number }>(
      sql`SELECT count(*) AS n, count(DISTINCT hash) AS d FROM __drizzle_migrations`,
    );
    expect(applied?.[0]).toMatchObject({ n: expect.any(Number) });
    const [{ n, d }] = applied as unknown as [{ n: number; d: number }];
    expect(n).toBe(d);
  });

  it('are applied once by six processes that start at the same time', async ({ url, open }) => {
    await Promise.all(Array.from({ length: 6 }, () => migrateInProcess(url)));
    const { db } = await open();
    const rows = await db.all<{ hash: string }>(sql`SELECT hash FROM __drizzle_migrations`);
    expect(rows).toHaveLength(readdirSync(MIGRATIONS_FOLDER).filter(isSql).length);
    expect(new Set(rows.map((row) => row.hash)).size).toBe(rows.length);
  });

  it('wait for the holder of the lock, and take it over if the holder has died', async ({
    open,
  }) => {
    const [dead, next] = [await open(), await open()];
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
  });
});

describe.each(each)('beside a newer version on $kind', ({ it }) => {
  it('a running instance continues with an expanded schema, and new ones of its version start', async ({
    start,
    url,
    upgrade,
  }) => {
    const env = { DATABASE_URL: url, NEXTAUTH_SECRET: randomUUID() };
    const old = await start({ env });
    const before = await signedIn(old.url);
    await upgrade([
      'CREATE TABLE albums (id text PRIMARY KEY NOT NULL)',
      "ALTER TABLE jobs ADD COLUMN album text DEFAULT '' NOT NULL",
      'ALTER TABLE users ADD COLUMN nickname text',
    ]);
    const started = await start({ env });
    const after = await signedIn(started.url);
    for (const user of [before, after]) {
      expect((await user.fetch('/api/samples', { method: 'POST' })).status).toBe(201);
      expect((await user.fetch('/jobs')).status).toBe(200);
    }
    await Promise.all([old, started].map((app) => app.stop()));
  });

  it.for([
    ['DROP TABLE shares', 'shares is missing'],
    ['ALTER TABLE entries RENAME COLUMN label TO title', 'entries.label is missing'],
    ['DROP TABLE webhook_deliveries', 'webhook_deliveries is missing'],
    ['ALTER TABLE webhooks DROP COLUMN failing_since', 'webhooks.failing_since is missing'],
    ['CREATE TABLE x (id text)', null],
    ["ALTER TABLE jobs ADD COLUMN y text DEFAULT '' NOT NULL", null],
  ] as const)('starting after %j: %s', async ([statement, fault], { open, upgrade }) => {
    await upgrade([statement]);
    const starting = migrateOnce(await open(), MIGRATIONS_FOLDER);
    if (fault === null) await starting;
    else await expect(starting).rejects.toThrow(fault);
  });

  it('refuses to start if inserts must name a column that this version does not know', async ({
    open,
    upgrade,
  }) => {
    await upgrade([
      'DROP TABLE throttles',
      'CREATE TABLE throttles (key text PRIMARY KEY, points integer, expires_at integer, owner text NOT NULL)',
    ]);
    await expect(migrateOnce(await open(), MIGRATIONS_FOLDER)).rejects.toThrow(
      'throttles.owner is required',
    );
  });
});

describe('an app that starts on an incompatible database', () => {
  it('explains why and what to do', async ({ start, url, upgrade }) => {
    await upgrade(['DROP TABLE shares']);
    const starting = start({ env: { DATABASE_URL: url } });
    await expect(starting).rejects.toThrow(/newer version of Bottega .*shares is missing.*backup/);
  });
});
