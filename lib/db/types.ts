import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type * as schema from './schema';

/**
 * The database type of the app. Both drivers satisfy it if every query is awaited. `transaction` is left
 * out because the drivers disagree on it: a write is one statement, and `batch` runs several atomically.
 */
export type Db = Omit<BaseSQLiteDatabase<'async', unknown, typeof schema>, 'transaction'>;

export type OpenDatabase = {
  db: Db;
  /** Applies the migrations of a folder that the database lacks. Must not run twice at once. */
  applyMigrations: (migrationsFolder: string) => Promise<void>;
  /** Throws if this process cannot write the files of the database; a server has none. */
  assertWritable: () => void;
  /** Moves the log of a file into it. Later queries fail. */
  close: () => void;
};
