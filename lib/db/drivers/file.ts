import 'server-only';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as schema from './schema';
import { timeFile } from './timing';
import type { Db, OpenDatabase } from './types';

/** Milliseconds that a statement waits for another process's write before it gives up. */
const BUSY_TIMEOUT_MS = 5_000;

/** better-sqlite3 does not refuse an older Node, it crashes the process: so we refuse first. */
function assertNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 14)) return;
  throw new Error(
    `The SQLite driver needs Node 22.14 or newer and this is ${version}: start with "npm start", which brings its own.`,
  );
}

/** Opens (and makes, where it is missing) a SQLite file. Throws what the driver throws. */
export async function openFile(path: string): Promise<OpenDatabase> {
  assertNode(process.versions.node);
  const { default: Database } = await import('better-sqlite3');
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator');
  mkdirSync(dirname(path), { recursive: true });
  const client = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  client.pragma('journal_mode = WAL');
  // What was acknowledged survives a power cut too.
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  timeFile(client);
  const db = drizzle(client, { schema });
  return {
    db: db as unknown as Db,
    applyMigrations: async (migrationsFolder) => migrate(db, { migrationsFolder }),
    close: () => client.close(),
  };
}
