import { setImmediate } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, expectTypeOf } from 'vitest';
import { batch, passwords, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { onEachDatabase } from '../../setup/test';

const withUsers = test
  .extend(
    'insertUser',
    ({ db }) =>
      (id: string) =>
        db.insert(users).values({ id, email: `${id}@example.com` }),
  )
  .extend(
    'insertPassword',
    ({ db }) =>
      (userId: string) =>
        db.insert(passwords).values({ userId, hash: 'x', updatedAt: 1 }),
  )
  .extend(
    'countUsers',
    ({ db }) =>
      () =>
        db.$count(users),
  )
  /** The database over a second connection. */
  .extend('other', async ({ database, connect }) => (await connect(database.url)).db);

describe.each(onEachDatabase(withUsers))('a batch on $kind', ({ it }) => {
  it('returns the typed result of each statement', async ({ db, insertUser }) => {
    const [made, renamed, found, removed] = await batch(db, [
      insertUser('a').returning(),
      db
        .update(users)
        .set({ name: 'Ann' })
        .where(eq(users.id, 'a'))
        .returning({ name: users.name }),
      db.select({ id: users.id, name: users.name }).from(users),
      db.delete(users).where(eq(users.id, 'none')).returning({ id: users.id }),
    ]);
    expectTypeOf(found).toEqualTypeOf<{ id: string; name: string | null }[]>();
    expect(made).toMatchObject([{ id: 'a', name: null, emailVerified: null }]);
    expect(made[0]?.createdAt).toBeTypeOf('number');
    expect(renamed).toEqual([{ name: 'Ann' }]);
    expect(found).toEqual([{ id: 'a', name: 'Ann' }]);
    expect(removed).toEqual([]);
  });

  it('does not type-check with raw SQL, which a file runs as soon as it is written', ({ db }) => {
    // @ts-expect-error no statement of a batch
    const refused = () => batch(db, [db.run(sql`SELECT 1`)]);
    expect(refused).toBeTypeOf('function');
  });

  it('runs the statements in order', async ({ db, insertUser, insertPassword }) => {
    await batch(db, [insertUser('a'), insertPassword('a')]);
    expect(await db.$count(passwords)).toBe(1);
    await expect(batch(db, [insertPassword('b'), insertUser('b')])).rejects.toThrow();
  });

  it('leaves nothing behind if the second statement violates a constraint', async ({
    db,
    insertUser,
    insertPassword,
    countUsers,
  }) => {
    await insertUser('taken');
    await expect(batch(db, [insertUser('a'), insertUser('taken')])).rejects.toThrow();
    await expect(batch(db, [insertUser('b'), insertPassword('nobody')])).rejects.toThrow();
    expect(await countUsers()).toBe(1);
  });

  it('leaves nothing behind if the second statement fails as it runs', async ({
    db,
    insertUser,
    countUsers,
  }) => {
    const broken = db.update(users).set({ name: sql`json('{')` });
    await expect(batch(db, [insertUser('a'), broken])).rejects.toThrow();
    expect(await countUsers()).toBe(0);
    await insertUser('b');
    expect(await countUsers()).toBe(1);
  });

  it('shows other connections all of it or nothing', async ({ db, other, insertUser }) => {
    const seen = new Set<number>();
    let writing = true;
    const reading = (async () => {
      while (writing) {
        seen.add(await other.$count(users));
        await setImmediate();
      }
    })();
    for (let i = 0; i < 20; i++) {
      await batch(db, [insertUser(`a${i}`), insertUser(`b${i}`)]);
      await setImmediate();
    }
    writing = false;
    await reading;
    expect([...seen].filter((n) => n % 2 === 1)).toEqual([]);
  });

  it('lets many writers through, each with all of its rows', async ({ db, other, countUsers }) => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const to = i % 2 ? db : other;
        const user = (id: string) => to.insert(users).values({ id, email: `${id}@example.com` });
        return batch(to, [user(`x${i}`), user(`y${i}`)]);
      }),
    );
    expect(await countUsers()).toBe(40);
  });
});
