import 'server-only';
import { join } from 'node:path';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { migrateOnce, type Position, position } from './migrate';
import { openDatabase } from './open';
import type { Db } from './types';

export { migrateOnce } from './migrate';
export { openDatabase } from './open';
export { prepareOnce } from './prepare-once';
export * from './schema';
export type { Db } from './types';

/** Where the generated migrations lie, from the folder in which the app is started. */
export const MIGRATIONS_FOLDER = join(process.cwd(), 'drizzle');

async function openAndMigrate(): Promise<Db> {
  const { url, authToken } = getEnv().database;
  const database = await openDatabase(url, authToken);
  await migrateOnce(database, MIGRATIONS_FOLDER);
  return database.db;
}

const shared = singleton('db', () => ({}) as { db?: Promise<Db> | undefined });

/** The database of this process, opened and migrated at the first call. A failed opening is tried again. */
export function getDb(): Promise<Db> {
  shared.db ??= openAndMigrate().catch((error: unknown) => {
    shared.db = undefined;
    throw error;
  });
  return shared.db;
}

/** How the database's schema stands to this code's. Throws what the driver throws. */
export function schemaPosition(db: Db): Promise<Position> {
  return position(db, MIGRATIONS_FOLDER);
}
