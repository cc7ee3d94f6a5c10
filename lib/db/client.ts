import 'server-only';
import { join } from 'node:path';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';
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
export function openDatabase(url: string, authToken?: string): Promise<OpenDatabase> {
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  return path ? openFile(path) : openRemote(url, authToken);
}

async function openAndMigrate(): Promise<Db> {
  const { url, authToken } = getEnv().database;
  const database = await openDatabase(url, authToken);
  await migrateOnce(database, MIGRATIONS_FOLDER);
  return database.db;
}

const shared = singleton('db', () => ({}) as { db?: Promise<Db> | undefined });

/** The database of this process, opened and migrated by the first call. After a failure the next call tries again. */
export function getDb(): Promise<Db> {
  shared.db ??= openAndMigrate().catch((error: unknown) => {
    shared.db = undefined;
    throw error;
  });
  return shared.db;
}

/** Compares the schema of the database with the migrations of this version. Throws what the driver throws. */
export function schemaPosition(db: Db): Promise<Position> {
  return position(db, MIGRATIONS_FOLDER);
}
