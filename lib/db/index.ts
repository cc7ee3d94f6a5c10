import 'server-only';
import { join } from 'node:path';
import { getEnv } from '@/lib/env';
import { migrateOnce } from './migrate';
import { openDatabase } from './open';
import type { Db } from './types';

export { migrateOnce } from './migrate';
export { openDatabase } from './open';
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

// Next bundles instrumentation and routes apart, each with its own module state: one connection for all.
const shared = globalThis as { bottegaDb?: Promise<Db> | undefined };

/** The database of this process, opened and migrated at the first call. A failed opening is tried again. */
export function getDb(): Promise<Db> {
  shared.bottegaDb ??= openAndMigrate().catch((error: unknown) => {
    shared.bottegaDb = undefined;
    throw error;
  });
  return shared.bottegaDb;
}
