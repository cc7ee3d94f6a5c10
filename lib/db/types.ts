import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as schema from './schema';

/**
 * The one database type of the house. Both drivers fit it as long as every call is awaited and each
 * write is one statement: `transaction` means different things to the two, so it is not part of it.
 */
export type Db = Omit<BaseSQLiteDatabase<'async', unknown, typeof schema>, 'transaction'>;

export type OpenDatabase = {
  db: Db;
  /** Applies what is missing from a folder of generated migrations. Not safe to run twice at once. */
  applyMigrations: (migrationsFolder: string) => Promise<void>;
  close: () => void;
};
