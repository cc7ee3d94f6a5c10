import 'server-only';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as schema from '../schema';
import type { Db, OpenDatabase } from '../types';
import { timeFile } from './timing';

/** How long a statement waits for a write of another process, ms. */
const BUSY_TIMEOUT_MS = 5_000;

/** On an older Node, better-sqlite3 crashes the process instead of throwing. */
function assertNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 14)) return;
  throw new Error(
    `The SQLite driver needs Node 22.14 or newer, and this is ${version}. Start the app with "npm start", which uses its own Node.`,
  );
}

/** Opens a SQLite file, and creates it if it is missing. Throws what the driver throws. */
export async function openFile(path: string): Promise<OpenDatabase> {
  assertNode(process.versions.node);
  const { default: Database } = await import('better-sqlite3');
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator');
  mkdirSync(dirname(path), { recursive: true });
  const client = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  client.pragma('journal_mode = WAL');
  // Acknowledged writes survive a power cut too.
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
