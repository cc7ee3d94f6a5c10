import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { batch, sessions, shares, users } from '@/lib/db';
import { databases, freshDatabase } from '../../setup/temp-db';

describe.each(databases)('an error of a query on %s', (kind) => {
  it('shows nothing of the values, however the query is made', async () => {
    const fresh = await freshDatabase(kind);
    const { db } = fresh;
    const canary = `canary${randomBytes(16).toString('hex')}`;
    await db.insert(users).values({ id: canary, email: canary });
    const prepared = db
      .select()
      .from(sessions)
      .where(eq(sessions.id, sql.placeholder('id')))
      .prepare();
    await prepared.get({ id: canary });
    await db.run(sql`ALTER TABLE sessions RENAME TO gone`);
    await db.run(sql`ALTER TABLE shares RENAME TO lost`);
    const failures = [
      () => prepared.get({ id: canary }),
      () => db.select().from(sessions).where(eq(sessions.id, canary)),
      () => db.update(shares).set({ tokenHash: canary }).where(eq(shares.id, canary)),
      () => db.delete(shares).where(eq(shares.tokenHash, canary)).returning(),
      () => db.insert(users).values({ id: canary, email: canary }),
      () => db.insert(users).values({ id: 'other', email: canary }).returning(),
      () => db.all(sql`SELECT ${canary} FROM sessions`),
      () => db.run(sql`DELETE FROM sessions WHERE id = ${canary}`),
      () => db.get(sql`SELECT json(${canary})`),
      () => batch(db, [db.insert(users).values({ id: canary, email: canary })]),
    ];
    for (const [index, fail] of failures.entries()) {
      const error = await Promise.resolve()
        .then(fail)
        .then(
          () => null,
          (thrown: unknown) => thrown,
        );
      expect(error, `query ${index}`).toBeInstanceOf(Error);
      // What the console prints, and what a tracer reads.
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(canary);
      expect(JSON.stringify(error)).not.toContain(canary);
      expect((error as Error).name).toBe('DatabaseError');
    }
    await fresh.close();
  });
});
