import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, migrateOnce, openDatabase } from '@/lib/db';
import { databases, freshDatabase, startSqld } from '../setup/temp-db';
import { temporaryFolder } from '../setup/temp-folder';

async function emptyDatabase(kind: (typeof databases)[number]) {
  if (kind === 'libsql') return startSqld();
  const folder = temporaryFolder();
  return { url: `file:${folder.path}/bottega.db`, stop: async () => folder.remove() };
}

describe.each(databases)('migrations on %s', (kind) => {
  it('are applied once by six that start at the same time', async () => {
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

  it('refuse a database that a newer version has written', async () => {
    const fresh = await freshDatabase(kind);
    await fresh.db.run(
      sql`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 99999999999999)`,
    );
    const again = await openDatabase(fresh.url);
    await expect(migrateOnce(again, MIGRATIONS_FOLDER)).rejects.toThrow('newer version');
    again.close();
    await fresh.close();
  });
});
