import { is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as database from '@/lib/db';
import { testLib } from './lib-test';

const tables = Object.values(database).filter((value) => is(value, SQLiteTable));

/** `testLib` whose `db` is empty when a test begins, and whose upstream has then forgotten the test before. */
export const testClean = testLib.extend('db', async ({ db, upstream }) => {
  upstream.reset();
  for (const table of tables) await db.delete(table);
  return db;
});
