import { eq, getTableName, is, sql } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it as plain } from 'vitest';
import { proveAddress, recordProof, removalAtFirstProof, USER_DATA } from '@/lib/account';
import * as database from '@/lib/db';
import { type Db, users } from '@/lib/db';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';
import { addRowsOf, rowsOf } from '../../setup/user-rows';

const tables = Object.values(database).filter((value) => is(value, SQLiteTable));
const nameOf = ({ table, column }: { table: SQLiteTable; column: { name: string } }) =>
  `${getTableName(table)}.${column.name}`;
const decided = USER_DATA.map(nameOf);

/** Columns whose names end like those of users, and hold something else. */
const NO_USER = ['disabled_by'];

/** The columns of a table that hold a user's id: by reference, or by name. */
function userColumns(table: SQLiteTable): SQLiteColumn[] {
  const { foreignKeys, columns } = getTableConfig(table);
  const references = foreignKeys
    .map((key) => key.reference())
    .filter(({ foreignTable }) => foreignTable === users)
    .flatMap((reference) => reference.columns);
  const named = columns.filter(
    ({ name }) => /(?:^|_)user(?:_id)?$|_by$|_to$/.test(name) && !NO_USER.includes(name),
  );
  return [...new Set([...references, ...named])];
}

describe('what becomes of a row that refers to a user', () => {
  plain.for(
    tables.flatMap((table) => userColumns(table).map((column) => nameOf({ table, column }))),
  )('%s is decided', (name) => {
    expect(decided).toContain(name);
  });

  plain('is decided for columns that exist, once each', () => {
    expect(decided.length).toBeGreaterThan(15);
    expect(new Set(decided).size).toBe(decided.length);
    for (const { table, column } of USER_DATA) expect(userColumns(table)).toContain(column);
  });

  plain('follows from the schema when the user is deleted', () => {
    for (const { table, column, deletion } of USER_DATA) {
      const key = getTableConfig(table).foreignKeys.find((one) =>
        one.reference().columns.includes(column),
      );
      const onDelete = key === undefined ? 'no reference' : key.onDelete;
      const expected = deletion === 'deleted' ? ['cascade'] : ['set null', 'no reference'];
      expect([nameOf({ table, column }), expected]).toContainEqual(expected);
      expect(expected, nameOf({ table, column })).toContain(onDelete);
    }
  });
});

const it = test
  /** A user, unproved, with a row in every table that refers to one; and another with the same. */
  .extend('full', async ({ db, userId }) => {
    const other = await addUser(db);
    for (const id of [userId, other]) await addRowsOf(db, id);
    return { id: userId, other };
  })
  .extend('left', ({ db }) => async (userId: string) => {
    const left = await rowsOf(db, userId);
    return USER_DATA.map(nameOf).filter((name) => (left[name] ?? 0) > 0);
  });

const isProved = async (db: Db, id: string) =>
  (await db.select({ at: users.emailVerified }).from(users).where(eq(users.id, id)))[0]?.at ?? null;

const kept = USER_DATA.filter(({ firstProof }) => firstProof === 'kept').map(nameOf);
const all = USER_DATA.map(nameOf);

describe.each(onEachDatabase(it))('the first proof of an address on $kind', ({ it }) => {
  it('removes every way in that was made before, of this user alone', async ({
    db,
    ctx,
    full,
    left,
  }) => {
    expect(await left(full.id)).toEqual(all);
    const foreseen = await removalAtFirstProof(db, full.id);
    const removed = await proveAddress(ctx, full.id, { keepSession: null });
    expect(removed).toEqual(foreseen);
    expect(removed).toMatchObject({
      passwords: 1,
      accounts: 1,
      sessions: 1,
      tokens: 1,
      webhooks: 1,
    });
    expect(await left(full.id)).toEqual(kept);
    expect(await left(full.other)).toEqual(all);
    expect(await isProved(db, full.id)).not.toBeNull();
    expect(await isProved(db, full.other)).toBeNull();
  });

  it('removes nothing the second time', async ({ db, ctx, full, left }) => {
    await proveAddress(ctx, full.id, { keepSession: null });
    await addRowsOf(db, full.id);
    const at = await isProved(db, full.id);
    expect(await removalAtFirstProof(db, full.id)).toBeNull();
    expect(await proveAddress(ctx, full.id, { keepSession: null })).toBeNull();
    expect(await left(full.id)).toEqual(all);
    expect(await isProved(db, full.id)).toEqual(at);
  });

  it('removes nothing for somebody who is signed in as this user', async ({
    db,
    ctx,
    full,
    left,
  }) => {
    const [session] = await db.all<{ id: string }>(
      sql`SELECT id FROM sessions WHERE user_id = ${full.id}`,
    );
    const keepSession = session?.id ?? '';
    expect(await proveAddress(ctx, full.id, { keepSession })).toBeNull();
    expect(await left(full.id)).toEqual(all);
    expect(await isProved(db, full.id)).not.toBeNull();
  });

  it.for(['another user’s', 'an expired one', 'one that waits for the second factor'])(
    'is not kept by a session that is %s',
    async (which, { db, ctx, full, left }) => {
      const owner = which.startsWith('another') ? full.other : full.id;
      const [session] = await db.all<{ id: string }>(
        sql`SELECT id FROM sessions WHERE user_id = ${owner}`,
      );
      const keepSession = session?.id ?? '';
      if (which.startsWith('an expired')) {
        await db.run(sql`UPDATE sessions SET expires_at = ${ctx.now()} WHERE id = ${keepSession}`);
      }
      if (which.startsWith('one that')) {
        await db.run(sql`UPDATE sessions SET needs_second_factor = 1 WHERE id = ${keepSession}`);
      }
      expect(await proveAddress(ctx, full.id, { keepSession })).not.toBeNull();
      expect(await left(full.id)).toEqual(kept);
    },
  );

  it('happens once for several proofs at the same time', async ({ ctx, full }) => {
    const proofs = await Promise.all(
      [1, 2, 3].map(() => proveAddress(ctx, full.id, { keepSession: null })),
    );
    expect(proofs.filter((removed) => removed !== null)).toHaveLength(1);
  });

  it('by a linked account removes nothing', async ({ db, ctx, full, left }) => {
    await recordProof(ctx, full.id);
    expect(await isProved(db, full.id)).not.toBeNull();
    expect(await left(full.id)).toEqual(all);
  });
});
