import { setImmediate } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { batch, openDatabase, passwords, users } from '@/lib/db';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';

describe.each(databases)('a batch on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());
  beforeEach(() => fresh.db.delete(users));

  const insertUser = (id: string) =>
    fresh.db.insert(users).values({ id, email: `${id}@example.com` });
  const insertPassword = (userId: string) =>
    fresh.db.insert(passwords).values({ userId, hash: 'x', updatedAt: 1 });
  const countUsers = () => fresh.db.$count(users);

  it('returns the typed result of each statement', async () => {
    const [made, renamed, found, removed] = await batch(fresh.db, [
      insertUser('a').returning(),
      fresh.db
        .update(users)
        .set({ name: 'Ann' })
        .where(eq(users.id, 'a'))
        .returning({ name: users.name }),
      fresh.db.select({ id: users.id, name: users.name }).from(users),
      fresh.db.delete(users).where(eq(users.id, 'none')).returning({ id: users.id }),
    ]);
    expectTypeOf(found).toEqualTypeOf<{ id: string; name: string | null }[]>();
    expect(made).toMatchObject([{ id: 'a', name: null, emailVerified: null }]);
    expect(made[0]?.createdAt).toBeTypeOf('number');
    expect(renamed).toEqual([{ name: 'Ann' }]);
    expect(found).toEqual([{ id: 'a', name: 'Ann' }]);
    expect(removed).toEqual([]);
  });

  it('does not type-check with raw SQL, which a file runs as soon as it is written', () => {
    // @ts-expect-error no statement of a batch
    const refused = () => batch(fresh.db, [fresh.db.run(sql`SELECT 1`)]);
    expect(refused).toBeTypeOf('function');
  });

  it('runs the statements in order', async () => {
    await batch(fresh.db, [insertUser('a'), insertPassword('a')]);
    expect(await fresh.db.$count(passwords)).toBe(1);
    await expect(batch(fresh.db, [insertPassword('b'), insertUser('b')])).rejects.toThrow();
  });

  it('leaves nothing behind if the second statement violates a constraint', async () => {
    await insertUser('taken');
    await expect(batch(fresh.db, [insertUser('a'), insertUser('taken')])).rejects.toThrow();
    await expect(batch(fresh.db, [insertUser('b'), insertPassword('nobody')])).rejects.toThrow();
    expect(await countUsers()).toBe(1);
  });

  it('leaves nothing behind if the second statement fails as it runs', async () => {
    const broken = fresh.db.update(users).set({ name: sql`json('{')` });
    await expect(batch(fresh.db, [insertUser('a'), broken])).rejects.toThrow();
    expect(await countUsers()).toBe(0);
    await insertUser('b');
    expect(await countUsers()).toBe(1);
  });

  it('shows other connections all of it or nothing', async () => {
    const other = await openDatabase(fresh.url);
    const seen = new Set<number>();
    let writing = true;
    const reading = (async () => {
      while (writing) {
        seen.add(await other.db.$count(users));
        await setImmediate();
      }
    })();
    for (let i = 0; i < 20; i++) {
      await batch(fresh.db, [insertUser(`a${i}`), insertUser(`b${i}`)]);
      await setImmediate();
    }
    writing = false;
    await reading;
    expect([...seen].filter((n) => n % 2 === 1)).toEqual([]);
    other.close();
  });

  it('lets many writers through, each with all of its rows', async () => {
    const second = await openDatabase(fresh.url);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => {
        const db = i % 2 ? fresh.db : second.db;
        const user = (id: string) => db.insert(users).values({ id, email: `${id}@example.com` });
        return batch(db, [user(`x${i}`), user(`y${i}`)]);
      }),
    );
    expect(await countUsers()).toBe(40);
    second.close();
  });
});
