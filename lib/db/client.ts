import 'server-only';
import { join } from 'node:path';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { readClock } from './clock';
import { openFile } from './drivers/file';
import { openRemote } from './drivers/libsql';
import { migrateOnce, type Position, position } from './migrate';
import type { Db, OpenDatabase } from './types';

/** The generated migrations, relative to the folder in which the app is started. */
export const MIGRATIONS_FOLDER = join(process.cwd(), 'drizzle');

/**
 * Opens `file:<path>` with better-sqlite3, and `libsql://` or `http(s)://` with libSQL's HTTP client.
 * @throws what the driver throws
 */
export function openDatabase(
  url: string,
  options: { authToken?: string | undefined; mayCreate?: boolean } = {},
): Promise<OpenDatabase> {
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  return path ? openFile(path, options.mayCreate) : openRemote(url, options.authToken);
}

async function openAndMigrate(): Promise<OpenDatabase> {
  const { url, ...options } = getEnv().database;
  const database = await openDatabase(url, options);
  try {
    await migrateOnce(database, MIGRATIONS_FOLDER);
    await readClock(database.db);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

const shared = singleton('db', () => ({}) as { database?: Promise<OpenDatabase> | undefined });

function getOpen(): Promise<OpenDatabase> {
  shared.database ??= openAndMigrate().catch((error: unknown) => {
    shared.database = undefined;
    throw error;
  });
  return shared.database;
}

/** The database of this process, opened and migrated by the first call. After a failure the next call tries again. */
export async function getDb(): Promise<Db> {
  return (await getOpen()).db;
}

/** Throws if this process cannot write the files of its database. A database server has none. */
export async function assertFilesWritable(): Promise<void> {
  (await getOpen()).assertWritable();
}

/** Closes the database of this process for good. A file is complete without its log afterwards. */
export async function closeDb(): Promise<void> {
  const open = await shared.database?.catch(() => undefined);
  open?.close();
}

/** Compares the schema of the database with the migrations of this version. Throws what the driver throws. */
export function schemaPosition(db: Db): Promise<Position> {
  return position(db, MIGRATIONS_FOLDER);
}
