import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hashNewPassword } from '@/lib/auth/passwords';
import { MIGRATIONS_FOLDER, migrateOnce, openDatabase } from '@/lib/db';
import { PASSWORD } from '../setup/client';

/** The last migration before the history had indexes for its filters: the upgrade is measured too. */
const LAST_BEFORE = '0007_webhook_events';

/** Copies the migrations up to one of them to a folder. */
function migrationsUntil(tag: string, folder: string): string {
  const copy = join(folder, 'drizzle');
  cpSync(MIGRATIONS_FOLDER, copy, { recursive: true });
  const path = join(copy, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8')) as { entries: { tag: string }[] };
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }));
  return copy;
}

async function migrate(path: string, folder: string): Promise<void> {
  const database = await openDatabase(`file:${path}`);
  await migrateOnce(database, folder);
  database.close();
}

/** Settled jobs of a person named `owner`, the newest a minute old, one every ten seconds. */
function insertJobs(client: Database.Database, owner: string, count: number): void {
  const now = Date.now();
  client
    .prepare(`
      WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < @count)
      INSERT INTO jobs (id, body, status, state, mode, output, created_at, waiting_since, settled_at, checked_at,
        next_check_at, announced_at)
      SELECT @owner || '-' || n, json_object('id', @owner || '-' || n, 'status', 'success', 'mode', 'furnish',
          'output', 'https://pictures.example/' || n || '.jpg', 'meta', hex(zeroblob(100))),
        'success', 'succeeded', CASE n % 3 WHEN 0 THEN 'furnish' WHEN 1 THEN 'redesign' ELSE 'upscale' END,
        'https://pictures.example/' || n || '.jpg', t, t, t, t, t, t
      FROM (SELECT n, @now - 60000 - n * 10000 AS t FROM numbers)`)
    .run({ owner, count, now });
  client
    .prepare(`
      INSERT INTO entries (user_id, job_id, label, added_at, archived_at)
      SELECT @owner, id, 'Living room house ' || (rowid % 9973) || ' view ' || (rowid % 7), created_at,
        CASE WHEN rowid % 20 = 0 THEN created_at END
      FROM jobs WHERE id >= @owner || '-' AND id < @owner || '.'`)
    .run({ owner });
}

/**
 * Creates a database with the current schema.
 * @param people their names and how many jobs each has; `<name>@example.com` signs in with `PASSWORD`
 * @returns how long the upgrade to the current schema took, ms
 */
export async function createHistory(
  folder: string,
  path: string,
  people: Map<string, number>,
): Promise<number> {
  const hash = await hashNewPassword(PASSWORD, { email: '' });
  await migrate(path, migrationsUntil(LAST_BEFORE, folder));
  const client = new Database(path);
  client.pragma('synchronous = OFF');
  client.transaction(() => {
    const user = client.prepare('INSERT INTO users (id, email, created_at) VALUES (?, ?, 0)');
    const password = client.prepare(
      'INSERT INTO passwords (user_id, hash, updated_at) VALUES (?, ?, 0)',
    );
    for (const [name, count] of people) {
      user.run(name, `${name}@example.com`);
      password.run(name, hash);
      insertJobs(client, name, count);
    }
  })();
  client.close();
  const start = performance.now();
  await migrate(path, MIGRATIONS_FOLDER);
  return performance.now() - start;
}
