import 'server-only';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database as Client, Statement } from 'better-sqlite3';
import { requestFacts, timedSync } from '@/lib/request';
import * as schema from '../schema';
import type { Db, OpenDatabase } from '../types';

/** The methods that run a prepared statement. Others, such as `raw`, only change the shape of its rows. */
const RUNS = ['run', 'get', 'all'] as const;

function timeStatement(statement: Statement): Statement {
  for (const name of RUNS) {
    const run = statement[name].bind(statement) as (...values: unknown[]) => never;
    statement[name] = (...values: unknown[]) => timedSync('db', () => run(...values));
  }
  return statement;
}

/** Adds the time of each statement on a file to the request that it runs for. */
function timeFile(client: Client): void {
  const prepare = client.prepare.bind(client);
  client.prepare = ((source: string) => {
    const statement = prepare(source) as Statement;
    return requestFacts() ? timeStatement(statement) : statement;
  }) as Client['prepare'];
}

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
