import { getTableName } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { USER_DATA } from '@/lib/account';
import { invitations } from '@/lib/db';
import { deleteUser } from '@/lib/people';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';
import { addRowsOf, rowsOf } from '../../setup/user-rows';

type Fate = (typeof USER_DATA)[number];

/** The columns (`table.column`) that the list gives this fate. */
const columnsThat = (fits: (fate: Fate) => boolean) =>
  USER_DATA.filter(fits).map(({ table, column }) => `${getTableName(table)}.${column.name}`);

const it = test.extend('full', async ({ db, userId }) => {
  await addRowsOf(db, userId);
  return userId;
});

describe.each(onEachDatabase(it))('the deletion of a user on $kind', ({ it }) => {
  it('deletes what the list says, and keeps records', async ({ db, ctx, full }) => {
    const other = await addUser(db);
    await addRowsOf(db, other);
    const others = await rowsOf(db, other);
    expect(await deleteUser(ctx, full, { jobs: 'delete' })).toEqual({ done: true });
    const left = await rowsOf(db, full);
    for (const name of columnsThat(({ deletion }) => deletion === 'deleted')) {
      expect([name, left[name]]).toEqual([name, 0]);
    }
    expect(left['security_events.about_user']).toBeGreaterThan(0);
    const records = await db.select().from(invitations);
    expect(records.filter(({ usedAt, usedBy }) => usedAt !== null && usedBy === null)).toHaveLength(
      1,
    );
    expect(await rowsOf(db, other)).toEqual(others);
  });

  it('hands over what the list says, and no way in', async ({ db, ctx, full }) => {
    const heir = await addUser(db);
    const had = await rowsOf(db, full);
    await deleteUser(ctx, full, { jobs: { handOverTo: heir } });
    const got = await rowsOf(db, heir);
    for (const name of columnsThat(({ handOver }) => handOver === 'moved')) {
      expect([name, got[name]]).toEqual([name, had[name]]);
    }
    for (const name of columnsThat(({ handOver }) => handOver === 'deleted')) {
      expect([name, got[name]]).toEqual([name, 0]);
    }
    const left = await rowsOf(db, full);
    for (const name of columnsThat(({ handOver }) => handOver !== 'kept')) {
      expect([name, left[name]]).toEqual([name, 0]);
    }
  });
});
