import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import {
  completeSession,
  endSession,
  findHalfSession,
  findSignedIn,
  SESSION_SECONDS,
  startSession,
} from '@/lib/auth/sessions';
import { passkeys, sessions, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { BROWSER } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';

const TEN_MINUTES = 10 * 60_000;

const withHalf = test
  /** A user who has a second factor from now on. */
  .extend('careful', async ({ db, userId }) => {
    const key = { publicKey: Buffer.from('x'), counter: 0, name: 'Laptop', createdAt: 1 };
    await db.insert(passkeys).values({ id: 'key', userId, ...key });
    return userId;
  })
  .extend('half', ({ ctx, careful }) => startSession(ctx, careful, BROWSER));

describe.each(onEachDatabase(withHalf))('half a session on $kind', ({ it }) => {
  it('signs nobody in, whatever the first factor was', async ({ ctx, careful }) => {
    for (const method of ['password', 'email', 'github', 'oidc']) {
      const id = await startSession(ctx, careful, { ...BROWSER, method });
      expect(await findSignedIn(ctx, id)).toBeNull();
      expect(await findHalfSession(ctx, id)).toMatchObject({ id, userId: careful, method });
    }
    const id = await startSession(ctx, careful, { ...BROWSER, method: 'passkey' });
    expect(await findSignedIn(ctx, id)).toMatchObject({ id: careful });
    expect(await findHalfSession(ctx, id)).toBeNull();
  });

  it('is made only for a user with a second factor', async ({ ctx, userId }) => {
    const id = await startSession(ctx, userId, BROWSER);
    expect(await findSignedIn(ctx, id)).toMatchObject({ id: userId });
    expect(await completeSession(ctx, id)).toBeNull();
  });

  it('is over after ten minutes', async ({ db, clock, ctx, half, careful }) => {
    clock.advance(TEN_MINUTES - 1);
    expect(await findHalfSession(ctx, half)).not.toBeNull();
    clock.advance(1);
    expect(await findHalfSession(ctx, half)).toBeNull();
    expect(await completeSession(ctx, half)).toBeNull();
    await startSession(ctx, careful, BROWSER);
    expect(await db.select().from(sessions).where(eq(sessions.id, half))).toEqual([]);
  });

  it('becomes a session under a new id, once', async ({ db, clock, ctx, half, careful }) => {
    clock.advance(TEN_MINUTES - 1);
    const ids = await Promise.all([1, 2, 3].map(() => completeSession(ctx, half)));
    const [id = '', ...more] = ids.filter((value) => value !== null);
    expect(more).toEqual([]);
    expect(id).not.toBe(half);
    // Who put the half session into this browser is not signed in.
    expect(await findSignedIn(ctx, half)).toBeNull();
    expect(await findHalfSession(ctx, half)).toBeNull();
    expect(await findSignedIn(ctx, id)).toMatchObject({ id: careful, confirmedAt: clock.now() });
    const [row] = await db.select().from(sessions);
    expect(row).toMatchObject({
      method: 'password',
      userAgent: BROWSER.headers.get('user-agent'),
      expiresAt: clock.now() + SESSION_SECONDS * 1_000,
    });
  });

  it('can be ended, and is none for a disabled user', async ({ db, ctx, half, careful }) => {
    await db.update(users).set({ disabledAt: 1 }).where(eq(users.id, careful));
    expect(await findHalfSession(ctx, half)).toBeNull();
    await db.update(users).set({ disabledAt: null }).where(eq(users.id, careful));
    await endSession(ctx, half);
    expect(await findHalfSession(ctx, half)).toBeNull();
  });

  it('ends no session, however many are begun by somebody who knows the password', async ({
    db,
    ctx,
    careful,
  }) => {
    const own = await startSession(ctx, careful, { ...BROWSER, method: 'passkey' });
    for (let i = 0; i < 120; i++) await startSession(ctx, careful, BROWSER);
    expect(await findSignedIn(ctx, own)).not.toBeNull();
    expect(await db.select().from(sessions)).toHaveLength(21);
  });

  it.for([undefined, null, '', 1, {}, 'x', "' OR 1=1 --", 'a'.repeat(43)])(
    'is none for %j',
    async (id, { ctx, half }) => {
      expect(await findHalfSession(ctx, id)).toBeNull();
      expect(await findHalfSession(ctx, half)).not.toBeNull();
    },
  );
});
