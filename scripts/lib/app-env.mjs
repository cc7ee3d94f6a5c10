import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ENV_FILES } from './clean-env.mjs';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** Puts into `process.env` what the app would find there; what is set already stays. */
export function loadAppEnv() {
  for (const file of ENV_FILES.map((name) => join(ROOT, name))) {
    if (existsSync(file)) process.loadEnvFile(file);
  }
}

/** What the app would open, by the rule of lib/env.ts. */
const databaseUrl = () =>
  process.env.DATABASE_URL || process.env.TURSO_DATABASE_URL || 'file:data/bottega.db';

const fileOf = (url) => /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];

/**
 * The app's SQLite file, as an absolute path.
 * @throws {Failure} when the database is a server's
 */
export function databaseFile() {
  const path = fileOf(databaseUrl());
  if (path) return resolve(ROOT, path);
  throw new Failure(
    'DATABASE_URL names a database server, not a file: use what the server has for backups (Turso keeps points in time to restore by itself).',
  );
}

/** The folder for what has to outlive the process: that of the SQLite file, or `data`. */
export function dataFolder() {
  return dirname(resolve(ROOT, fileOf(databaseUrl()) ?? 'data/bottega.db'));
}
