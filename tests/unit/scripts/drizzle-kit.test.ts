import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MIGRATIONS_FOLDER, migrateOnce, openDatabase } from '@/lib/db';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
import { freePort } from '../../setup/free-port';
import { temporaryFolder } from '../../setup/temp-folder';

function databasePath(): string {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  return join(folder.path, 'bottega.db');
}

async function migrated(path: string): Promise<void> {
  const database = await openDatabase(`file:${path}`);
  await migrateOnce(database, MIGRATIONS_FOLDER);
  database.close();
}

/** Runs drizzle-kit until it ends or has printed `until`. */
async function drizzleKit(path: string, args: string[], until?: RegExp) {
  const child = spawn(process.execPath, ['node_modules/drizzle-kit/bin.cjs', ...args], {
    env: cleanEnv({ DATABASE_URL: `file:${path}` }) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk;
    if (until?.test(output)) child.kill();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const [code] = await once(child, 'close');
  return { code, output };
}

const tablesOf = (path: string) => {
  const client = new Database(path);
  const names = client.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
  client.close();
  return names;
};

describe('drizzle-kit', () => {
  test('studio opens the database of the app', async () => {
    const path = databasePath();
    await migrated(path);
    const port = String(await freePort());
    const { output } = await drizzleKit(path, ['studio', '--port', port], /up and running/);
    expect(output).toContain('up and running');
  });

  test('push fills an empty database where DATABASE_URL says', async () => {
    const path = databasePath();
    expect(await drizzleKit(path, ['push'])).toMatchObject({ code: 0 });
    expect(tablesOf(path)).toEqual(expect.arrayContaining(['users', 'jobs', 'entries']));
  });

  test('push is refused where it would drop the search index', async () => {
    const path = databasePath();
    await migrated(path);
    const before = tablesOf(path);
    const { code, output } = await drizzleKit(path, ['push']);
    expect(code).toBe(1);
    expect(output).toContain('npm run db:generate');
    expect(tablesOf(path)).toEqual(before);
  });
});
