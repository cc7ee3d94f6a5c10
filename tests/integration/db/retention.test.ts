import { readFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { eq, getTableName, is, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it as plain } from 'vitest';
import * as database from '@/lib/db';
import { type Db, entries, jobs, shares, tidyFile } from '@/lib/db';
import { getOrAddJob, removeJob } from '@/lib/jobs';
import { BOUNDED, pruneAll, prunedTables, RETENTION } from '@/lib/retention';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { addJobs } from '../../setup/many-jobs';
import { onEachDatabase } from '../../setup/test';

const DAY = 24 * 60 * 60 * 1_000;
const DONE = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;
const tables = Object.values(database).filter((value) => is(value, SQLiteTable));

describe('every table', () => {
  plain.for(tables.map((table) => getTableName(table)))('%s is bounded or pruned', (name) => {
    expect([name in BOUNDED, prunedTables().includes(name)]).toContainEqual(true);
    expect(name in BOUNDED && prunedTables().includes(name)).toBe(false);
  });

  plain.for(tables)('has an index on each foreign key: %#', (table) => {
    const { foreignKeys, indexes, primaryKeys, columns } = getTableConfig(table);
    const first = [
      ...indexes.map(({ config }) => (config.columns[0] as { name?: string } | undefined)?.name),
      ...primaryKeys.map((key) => key.columns[0]?.name),
      ...columns.filter((column) => column.primary || column.isUnique).map((column) => column.name),
    ];
    for (const key of foreignKeys) expect(first).toContain(key.reference().columns[0]?.name);
  });

  plain('is described for operators', () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    for (const { rows, keptMs } of RETENTION) {
      const kept = keptMs / DAY === 1 ? '1 day' : `${keptMs / DAY} days`;
      expect(text).toContain(`| ${rows} | ${kept} |`);
    }
    for (const [table, bound] of Object.entries(BOUNDED))
      expect(text).toContain(`| \`${table}\` | ${bound} |`);
  });
});

const it = test
  .extend('count', ({ ctx }) => async (from: SQL) => {
    const [row] = await ctx.db.all<{ n: number }>(sql`SELECT count(*) AS n FROM ${from}`);
    return row?.n;
  })
  /** Adds a job that has ended to the user's history; returns its id. */
  .extend('kept', ({ ctx, userId, upstream }) => async () => {
    const id = upstream.add(DONE);
    await getOrAddJob(ctx, userId, id);
    return id;
  });

async function insertExpired(db: Db, userId: string, at: number): Promise<void> {
  await db.run(sql`INSERT INTO calls (at, urgency) VALUES (${at}, 'person')`);
  await db.run(
    sql`INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES (${`s${at}`}, ${userId}, 0, ${at})`,
  );
  await db.run(sql`INSERT INTO verification_tokens VALUES ('a', ${`t${at}`}, ${at})`);
  await db.run(sql`INSERT INTO throttles VALUES (${`k${at}`}, 1, ${at})`);
  await db.run(sql`INSERT INTO tokens (id, user_id, name, token_hash, prefix, scopes, created_at, expires_at)
    VALUES (${`t${at}`}, ${userId}, 'n', ${`h${at}`}, 'p', '[]', 0, ${at})`);
}

describe.each(onEachDatabase(it))('old rows on $kind', ({ it }) => {
  it('are deleted page by page, and younger ones are kept', async ({ ctx, userId, count }) => {
    const now = ctx.now();
    await insertExpired(ctx.db, userId, now - 31 * DAY);
    await insertExpired(ctx.db, userId, now - DAY);
    await ctx.db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1050)
      INSERT INTO calls (at, urgency) SELECT ${now - 9 * DAY} - i, 'person' FROM n`);
    await pruneAll(ctx, 60_000);
    for (const table of ['calls', 'sessions', 'verification_tokens', 'throttles', 'tokens']) {
      expect([table, await count(sql.raw(table))]).toEqual([table, 1]);
    }
  });

  it('include jobs that nobody keeps, but none that somebody keeps or started', async ({
    ctx,
    clock,
    userId,
    kept,
    count,
  }) => {
    const other = await addUser(ctx.db);
    const [removed, shared, started, own] = [
      await kept(),
      await kept(),
      await kept(),
      await kept(),
    ];
    await ctx.db.insert(entries).values({ userId: other, jobId: shared, addedAt: ctx.now() });
    await ctx.db.update(jobs).set({ startedBy: userId }).where(eq(jobs.id, started));
    for (const id of [removed, shared, started]) await removeJob(ctx, userId, id);
    const left = async () => (await ctx.db.select({ id: jobs.id }).from(jobs)).map(({ id }) => id);
    clock.advance(6 * DAY);
    await pruneAll(ctx, 1_000);
    expect(await left()).toEqual(expect.arrayContaining([removed, shared, started, own]));
    clock.advance(2 * DAY);
    await pruneAll(ctx, 1_000);
    expect((await left()).sort()).toEqual(expect.arrayContaining([shared, started, own].sort()));
    expect(await left()).not.toContain(removed);
    expect(await count(sql`entries WHERE job_id = ${removed}`)).toBe(0);
  });

  it('include an id that Gepetto does not know, after a day', async ({
    ctx,
    clock,
    userId,
    upstream,
    count,
  }) => {
    const id = upstream.add({ kind: 'status', status: 404 });
    await getOrAddJob(ctx, userId, id).catch(() => undefined);
    clock.advance(DAY - 1_000);
    await pruneAll(ctx, 1_000);
    expect(await count(sql`jobs WHERE id = ${id}`)).toBe(1);
    clock.advance(2_000);
    await pruneAll(ctx, 1_000);
    expect(await count(sql`jobs WHERE id = ${id}`)).toBe(0);
  });

  it('include the links of a job that was removed, if an earlier version made them and somebody else keeps it', async ({
    ctx,
    clock,
    userId,
    kept,
  }) => {
    const id = await kept();
    const other = await addUser(ctx.db);
    await ctx.db.insert(entries).values({ userId: other, jobId: id, addedAt: ctx.now() });
    const link = { id, userId, jobId: id, tokenHash: id, tokenSealed: 'x', createdAt: ctx.now() };
    await ctx.db.insert(shares).values(link);
    await removeJob(ctx, userId, id);
    const [share] = await ctx.db.select().from(shares).where(eq(shares.jobId, id));
    expect(share?.revokedAt).toEqual(expect.any(Number));
    clock.advance(31 * DAY);
    await pruneAll(ctx, 1_000);
    expect(await ctx.db.select().from(shares).where(eq(shares.jobId, id))).toEqual([]);
  });
});

describe('the write-ahead log', () => {
  test('is cut, but never waits for a reader', async ({ database: { db, path = '' } }) => {
    const user = await addUser(db);
    const reader = new Database(path);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM jobs').get();
    for (let n = 0; n < 12; n++) {
      const body = 'x'.repeat(4_000);
      const added = Array.from({ length: 400 }, (_, i) => ({ id: `wal-${n}-${i}`, at: 1, body }));
      await addJobs(db, user, added);
    }
    const wal = () => statSync(`${path}-wal`).size;
    tidyFile(db);
    expect(wal()).toBeGreaterThan(16 * 1_024 * 1_024);
    reader.exec('COMMIT');
    tidyFile(db);
    expect(wal()).toBe(0);
    reader.close();
    const statistics = await db.all(sql`SELECT tbl FROM sqlite_stat1 WHERE tbl = 'jobs'`);
    expect(statistics.length).toBeGreaterThan(0);
  });
});
