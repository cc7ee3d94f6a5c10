import 'server-only';
import { resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { OpenDatabase } from '../types';
import { drizzleFile } from './file-session';
import { assertFilesWritable, assertNotLost, markCreated, prepareFolder } from './installation';
import { LockQueue } from './lock-queue';
import { watchFiles } from './moved-file';

/** How long start-up waits for another process, ms. Nothing is served meanwhile. */
const START_TIMEOUT_MS = 5_000;

/** On an older Node, better-sqlite3 crashes the process instead of throwing. */
function assertNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 14)) return;
  throw new Error(
    `The SQLite driver needs Node 22.14 or newer, and this is ${version}. Start the app with "npm start", which uses its own Node.`,
  );
}

/** SQLite's own wait blocks the process: it is allowed at the start only, see `lock-queue.ts`. */
function setBlockingWait(client: Database, ms: number): void {
  client.pragma(`busy_timeout = ${ms}`);
}

async function configure(client: Database): Promise<void> {
  // While another process makes the same new file, SQLite refuses this at once in spite of its timeout.
  await new LockQueue().wait(() => client.pragma('journal_mode = WAL'));
  // Acknowledged writes survive a power cut too.
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  // A log that one long reader made large is cut when it is used again, bytes.
  client.pragma('journal_size_limit = 16777216');
  // The first read creates the log, which is watched from now on.
  client.prepare('SELECT count(*) FROM sqlite_master').get();
}

/** Moves the log into the file and closes it: the file alone is the database then. */
function closeFile(client: Database): void {
  if (!client.open) return;
  try {
    client.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    client.close();
  }
}

/**
 * Opens a SQLite file, and creates it if it is missing.
 * @param mayCreate allows an empty database although there was one at this path before
 * @throws NotWritable, or what the driver throws
 */
export async function openFile(given: string, mayCreate = false): Promise<OpenDatabase> {
  assertNode(process.versions.node);
  const path = resolve(given);
  const { default: SQLite } = await import('better-sqlite3');
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator');
  prepareFolder(path);
  assertNotLost(path, mayCreate);
  assertFilesWritable(path);
  const client = new SQLite(path, { timeout: START_TIMEOUT_MS });
  await configure(client);
  markCreated(path);
  setBlockingWait(client, 0);
  const files = watchFiles([path, `${path}-wal`]);
  return {
    db: drizzleFile(client, files.assertInPlace),
    applyMigrations: async (migrationsFolder) => {
      setBlockingWait(client, START_TIMEOUT_MS);
      migrate(drizzle(client), { migrationsFolder });
      setBlockingWait(client, 0);
    },
    assertWritable: () => {
      files.assertInPlace();
      assertFilesWritable(path);
    },
    close: () => {
      files.stop();
      closeFile(client);
    },
  };
}
