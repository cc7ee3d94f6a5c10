import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { createAccountLink } from '@/lib/account';
import {
  changePassword,
  checkPassword,
  hashNewPassword,
  readResetLink,
  resetPassword,
  setPassword,
} from '@/lib/auth/passwords';
import { findSignedIn, startSession } from '@/lib/auth/sessions';
import { accountLinks, passwords, users } from '@/lib/db';
import { createToken, selectToken, verifyToken } from '@/lib/tokens';
import { PASSWORD } from '../../setup/client';
import { BROWSER } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const NEXT = 'a quite different phrase';
const MINUTE = 60_000;

const it = test
  /** A member with a password and two sessions. */
  .extend('ada', async ({ ctx, db }) => {
    const email = `${randomUUID()}@example.com`;
    const id = randomUUID();
    await db.insert(users).values({ id, email, emailVerified: new Date(1) });
    const hash = await hashNewPassword(PASSWORD, { email });
    await db.insert(passwords).values({ userId: id, hash, updatedAt: 1 });
    const here = await startSession(ctx, id, BROWSER);
    const there = await startSession(ctx, id, BROWSER);
    const user = await findSignedIn(ctx, here);
    if (!user) throw new Error('no session');
    return { id, email, here, there, user };
  })
  .extend('enters', ({ ctx, ada }) => async (password: string) => {
    const found = await checkPassword(
      ctx,
      { email: ada.email, password },
      { client: randomUUID(), deviceOf: async () => null },
    );
    return found?.id === ada.id;
  })
  .extend(
    'makeLink',
    ({ ctx, ada }) =>
      (mailed = true) =>
        createAccountLink(ctx, {
          purpose: 'reset_password',
          userId: ada.id,
          minutes: 30,
          ...(mailed ? { email: ada.email } : {}),
        }),
  );

describe.each(onEachDatabase(it))('a changed password on $kind', ({ it }) => {
  it('needs the old one, ends the other sessions and withdraws links', async ({
    ctx,
    ada,
    enters,
    makeLink,
  }) => {
    const link = await makeLink();
    await expect(
      changePassword(ctx, ada.user, { current: 'a wrong guess', password: NEXT }),
    ).rejects.toMatchObject({ code: 'wrong_password' });
    expect(await findSignedIn(ctx, ada.there)).not.toBeNull();
    expect(await readResetLink(ctx, link)).not.toBeNull();
    await changePassword(ctx, ada.user, { current: PASSWORD, password: NEXT });
    expect([await enters(PASSWORD), await enters(NEXT)]).toEqual([false, true]);
    expect(await findSignedIn(ctx, ada.here)).not.toBeNull();
    expect(await findSignedIn(ctx, ada.there)).toBeNull();
    expect(await readResetLink(ctx, link)).toBeNull();
  });

  it('is not a common one', async ({ ctx, ada, enters }) => {
    const change = { current: PASSWORD, password: 'Password123' };
    await expect(changePassword(ctx, ada.user, change)).rejects.toMatchObject({
      code: 'common_password',
    });
    expect(await enters(PASSWORD)).toBe(true);
    expect(await findSignedIn(ctx, ada.there)).not.toBeNull();
  });

  it('is one of several that are sent at once', async ({ ctx, ada, enters }) => {
    const phrases = ['one phrase of three', 'two phrases of three', 'all phrases of three'];
    const outcomes = await Promise.allSettled(
      phrases.map((password) => changePassword(ctx, ada.user, { current: PASSWORD, password })),
    );
    const done = phrases.filter((_, n) => outcomes[n]?.status === 'fulfilled');
    expect(done).toHaveLength(1);
    expect(await enters(String(done[0]))).toBe(true);
  });
});

describe.each(onEachDatabase(it))('a first password on $kind', ({ it }) => {
  it('can be set once', async ({ db, ctx, ada, enters }) => {
    await expect(setPassword(ctx, ada.user, NEXT)).rejects.toMatchObject({
      code: 'password_exists',
    });
    expect(await enters(PASSWORD)).toBe(true);
    await db.delete(passwords).where(eq(passwords.userId, ada.id));
    await setPassword(ctx, ada.user, NEXT);
    expect(await enters(NEXT)).toBe(true);
    expect(await findSignedIn(ctx, ada.there)).not.toBeNull();
  });
});

describe.each(onEachDatabase(it))('a link that resets a password on $kind', ({ it }) => {
  it('sets it once and ends every session', async ({ ctx, ada, enters, makeLink }) => {
    const [token, other] = [await makeLink(), await makeLink()];
    expect(await readResetLink(ctx, token)).toMatchObject({ id: ada.id, email: ada.email });
    expect(await resetPassword(ctx, { token, password: NEXT }, null)).toEqual({
      id: ada.id,
      email: ada.email,
    });
    expect([await enters(PASSWORD), await enters(NEXT)]).toEqual([false, true]);
    expect(await findSignedIn(ctx, ada.here)).toBeNull();
    expect(await findSignedIn(ctx, ada.there)).toBeNull();
    for (const used of [token, other]) {
      await expect(
        resetPassword(ctx, { token: used, password: PASSWORD }, null),
      ).rejects.toMatchObject({ code: 'link_expired' });
    }
    expect(await enters(NEXT)).toBe(true);
  });

  it('is used by one of several requests', async ({ ctx, ada, makeLink }) => {
    const token = await makeLink();
    const outcomes = await Promise.allSettled(
      ['one phrase of two here', 'other phrase of two here'].map((password) =>
        resetPassword(ctx, { token, password }, null),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readResetLink(ctx, token)).toBeNull();
    expect(ada.id).toBeTruthy();
  });

  it('stays if the new password is refused', async ({ ctx, enters, makeLink }) => {
    const token = await makeLink();
    await expect(
      resetPassword(ctx, { token, password: 'Password123' }, null),
    ).rejects.toMatchObject({ code: 'common_password' });
    expect(await enters(PASSWORD)).toBe(true);
    await resetPassword(ctx, { token, password: NEXT }, null);
    expect(await enters(NEXT)).toBe(true);
  });

  it('dies after 30 minutes, with the address, and while the user is disabled', async ({
    db,
    ctx,
    clock,
    ada,
    makeLink,
  }) => {
    const token = await makeLink();
    const update = (set: Partial<typeof users.$inferInsert>) =>
      db.update(users).set(set).where(eq(users.id, ada.id));
    const isDead = async () => {
      expect(await readResetLink(ctx, token)).toBeNull();
      await expect(resetPassword(ctx, { token, password: NEXT }, null)).rejects.toMatchObject({
        code: 'link_expired',
      });
    };
    await update({ disabledAt: 1 });
    await isDead();
    await update({ disabledAt: null, email: `new-${ada.email}` });
    await isDead();
    await update({ email: ada.email });
    expect(await readResetLink(ctx, token)).not.toBeNull();
    clock.advance(30 * MINUTE);
    await isDead();
  });

  it.for([undefined, null, '', 'x', ['a'], {}, 'a'.repeat(43)])(
    'is not %j',
    async (token, { ctx }) => {
      expect(await readResetLink(ctx, token)).toBeNull();
    },
  );

  it('proves the address if it was mailed: earlier ways in go', async ({
    db,
    ctx,
    ada,
    enters,
    makeLink,
  }) => {
    await db.update(users).set({ emailVerified: null }).where(eq(users.id, ada.id));
    const { token: pat } = await createToken(ctx, ada.id, {
      name: 'of a stranger',
      scopes: ['jobs:read'],
      expiresInDays: null,
    });
    await resetPassword(ctx, { token: await makeLink(false), password: NEXT }, null);
    // One that the operator made says nothing about the mailbox.
    expect(await verifyToken(ctx, pat, selectToken)).not.toBeNull();
    const token = await makeLink();
    await resetPassword(ctx, { token, password: PASSWORD }, null);
    expect(await verifyToken(ctx, pat, selectToken)).toBeNull();
    expect(await enters(PASSWORD)).toBe(true);
    const [user] = await db.select().from(users).where(eq(users.id, ada.id));
    expect(user?.emailVerified).not.toBeNull();
    expect(await db.select().from(accountLinks).where(eq(accountLinks.userId, ada.id))).toEqual([]);
  });
});
