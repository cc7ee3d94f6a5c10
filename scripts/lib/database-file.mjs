import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** The same default as in lib/env.ts. */
export const databaseUrl = () =>
  process.env.DATABASE_URL || process.env.TURSO_DATABASE_URL || 'file:data/bottega.db';

/** The path in a `file:` URL; undefined for a server. */
export const fileOf = (url) => /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];

/**
 * The absolute path of the app's SQLite file.
 * @throws {Failure} if the database is a server
 */
export function databaseFile() {
  const path = fileOf(databaseUrl());
  if (path) return resolve(ROOT, path);
  throw new Failure(
    'DATABASE_URL names a database server, not a file. Use the backups of that server (Turso has point-in-time restore).',
  );
}

/**
 * How drizzle-kit reaches the app's database. The migrator's own tables are left out of what it compares.
 * @returns {import('drizzle-kit').Config}
 */
export function drizzleKitConfig() {
  const own = {
    schema: './lib/db/schema/index.ts',
    out: './drizzle',
    tablesFilter: ['!migration_lock', '!__drizzle_migrations'],
  };
  const path = fileOf(databaseUrl());
  if (path) return { ...own, dialect: 'sqlite', dbCredentials: { url: resolve(ROOT, path) } };
  const authToken = process.env.DATABASE_AUTH_TOKEN || process.env.TURSO_AUTH_TOKEN;
  const credentials = { url: databaseUrl(), ...(authToken ? { authToken } : {}) };
  return { ...own, dialect: 'turso', dbCredentials: credentials };
}

const PUSH_REFUSED = `drizzle-kit push would drop the search index and its triggers: lib/db/schema cannot describe them.
Change lib/db/schema, run "npm run db:generate", and start the app, which applies the migration.
`;

/**
 * Ends the process if drizzle-kit is about to change a database that has data. It compares tables alone.
 * @param {string[]} args of the process
 */
export function refusePush(args) {
  const path = fileOf(databaseUrl());
  const file = path && statSync(resolve(ROOT, path), { throwIfNoEntry: false });
  if (args[2] !== 'push' || (path && !file?.size)) return;
  process.stderr.write(PUSH_REFUSED);
  process.exit(1);
}

/** The folder for data that outlives the process: that of the SQLite file, else `data`. */
export function dataFolder() {
  return dirname(resolve(ROOT, fileOf(databaseUrl()) ?? 'data/bottega.db'));
}
