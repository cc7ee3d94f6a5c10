import { join } from 'node:path';
import { type Db, MIGRATIONS_FOLDER, migrateOnce, openDatabase } from '@/lib/db';
import { canRunSqld, startSqld } from './sqld';
import { temporaryFolder } from './temp-folder';

export type DatabaseKind = 'file' | 'libsql';

export type FreshDatabase = {
  db: Db;
  /** As DATABASE_URL. */
  url: string;
  /** The path of a file database. */
  path?: string;
  /** Closes the database and deletes its data. */
  close: () => Promise<void>;
};

/** The kinds of database that this machine can run. Database tests run once for each. */
export const databases: DatabaseKind[] = canRunSqld() ? ['file', 'libsql'] : ['file'];
if (!databases.includes('libsql')) {
  console.warn('WARNING: no libSQL server on this machine: NOTHING IS TESTED AGAINST libSQL.');
}

async function connect(url: string): Promise<{ db: Db; close: () => void }> {
  const database = await openDatabase(url);
  await migrateOnce(database, MIGRATIONS_FOLDER);
  return database;
}

async function freshFile(): Promise<FreshDatabase> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'bottega.db');
  const url = `file:${path}`;
  const database = await connect(url);
  const close = async () => {
    database.close();
    folder.remove();
  };
  return { db: database.db, url, path, close };
}

async function freshServer(): Promise<FreshDatabase> {
  const server = await startSqld();
  const database = await connect(server.url);
  const close = async () => {
    database.close();
    await server.stop();
  };
  return { db: database.db, url: server.url, close };
}

/** Creates an empty, migrated database: a new file, or a new libSQL server. */
export function freshDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  return kind === 'file' ? freshFile() : freshServer();
}
