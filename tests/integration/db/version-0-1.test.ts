import { hash } from '@node-rs/argon2';
import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { checkPassword } from '@/lib/auth/passwords';
import { findSignedIn, listSessions } from '@/lib/auth/sessions';
import { MIGRATIONS_FOLDER, migrateOnce } from '@/lib/db';
import { selectToken, verifyToken } from '@/lib/tokens';
import { hashToken, newToken } from '@/lib/tokens/format';
import { testContext } from '../../setup/context';
import { olderVersion } from '../../setup/older-version';
import { onEachDatabase, test } from '../../setup/test';

/** Eight characters and common: version 0.1 accepted it. */
const PASSWORD = 'password';
const SESSION = 's'.repeat(43);

const it = test
  .extend('token', () => newToken())
  /** A database of version 0.1 with a user, after the upgrade. */
  .extend('ctx', async ({ databaseKind, startServer, folder, connect, token }) => {
    const url = databaseKind === 'libsql' ? (await startServer()).url : `file:${folder}/bottega.db`;
    const older = olderVersion('0009_upstream_answers');
    const before = await connect(url);
    await migrateOnce(before, older.migrations);
    older.remove();
    const now = Date.now();
    const stored = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const { db } = before;
    await db.run(
      sql`INSERT INTO users (id, email, created_at) VALUES ('ada', 'ada@example.com', ${now})`,
    );
    await db.run(
      sql`INSERT INTO passwords (user_id, hash, updated_at) VALUES ('ada', ${stored}, ${now})`,
    );
    await db.run(sql`INSERT INTO sessions (id, user_id, created_at, expires_at)
      VALUES (${SESSION}, 'ada', ${now}, ${now + 60_000})`);
    await db.run(sql`INSERT INTO tokens (id, user_id, name, token_hash, prefix, scopes, created_at)
      VALUES ('t', 'ada', 'A script', ${hashToken(token)}, 'bottega_pat_', '["jobs:read"]', ${now})`);
    const after = await connect(url);
    await migrateOnce(after, MIGRATIONS_FOLDER);
    return testContext(after.db, 'http://127.0.0.1:9');
  });

describe.each(onEachDatabase(it))('an account of version 0.1 on $kind', ({ it }) => {
  it('keeps its password, session and token', async ({ ctx, token }) => {
    const visitor = { client: '203.0.113.7', deviceOf: async () => null };
    const credentials = { email: 'ada@example.com', password: PASSWORD };
    expect(await checkPassword(ctx, credentials, visitor)).toMatchObject({ id: 'ada' });
    const user = await findSignedIn(ctx, SESSION);
    expect(user).toMatchObject({ id: 'ada', emailVerified: null, confirmedAt: 0 });
    expect((await verifyToken(ctx, token, selectToken))?.token.userId).toBe('ada');
    await ctx.idle();
    if (!user) throw new Error('no session');
    expect(await listSessions(ctx, user, new Headers())).toMatchObject([
      { isThis: true, browser: null, system: null, place: null, lastSeenAt: expect.any(Number) },
    ]);
  });
});
