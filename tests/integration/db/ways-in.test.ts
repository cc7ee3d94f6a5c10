import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { linkAccount, linkedAccountId, ownerOf, unlinkAccount, waysIn } from '@/lib/account';
import { accounts, passkeys, passwords, users } from '@/lib/db';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const METHODS = {
  oauth: [
    { id: 'oidc', name: 'Studio ID' },
    { id: 'google', name: 'Google' },
  ],
  email: true,
};
const NO_MAIL = { ...METHODS, email: false };

let subs = 0;
const newAccount = (provider = 'oidc', label: string | null = 'ada@example.com') => ({
  provider,
  providerAccountId: `auth0|a/b ${++subs}`,
  label,
});

const it = test
  .extend('link', ({ ctx, userId }) => async (provider = 'oidc') => {
    const account = newAccount(provider);
    expect(await linkAccount(ctx, userId, account)).toBe('linked');
    return account;
  })
  .extend(
    'unlink',
    ({ ctx, userId }) =>
      (account: { provider: string; providerAccountId: string }, methods = NO_MAIL) =>
        unlinkAccount(ctx, userId, linkedAccountId(account), methods).then(
          () => 'unlinked',
          (error: { code: string }) => error.code,
        ),
  );

describe.each(onEachDatabase(it))('ways in on $kind', ({ it }) => {
  it('are listed', async ({ db, ctx, userId, link }) => {
    const account = await link();
    await db.insert(passwords).values({ userId, hash: 'x', updatedAt: 1 });
    expect(await waysIn(ctx, userId)).toEqual({
      password: true,
      passkeys: 0,
      addressProved: false,
      accounts: [{ ...account, linkedAt: ctx.now() }],
    });
    expect(await waysIn(ctx, await addUser(db))).toMatchObject({ password: false, accounts: [] });
  });

  it('link once, and never from one user to another', async ({ db, ctx, userId, link }) => {
    const account = await link();
    expect(await linkAccount(ctx, userId, account)).toBe('linked');
    expect(await linkAccount(ctx, await addUser(db), account)).toBe('taken');
    expect(await ownerOf(db, account)).toBe(userId);
    for (let i = 1; i < 10; i++) await link();
    expect(await linkAccount(ctx, userId, newAccount())).toBe('too_many');
  });

  it('unlink while another account is left', async ({ link, unlink }) => {
    const [one, two] = [await link(), await link('google')];
    expect(await unlink(one)).toBe('unlinked');
    expect(await unlink(one)).toBe('not_found');
    expect(await unlink(two)).toBe('last_way_in');
  });

  it('leave one of two that are unlinked at the same time', async ({
    ctx,
    userId,
    link,
    unlink,
  }) => {
    const linked = [await link(), await link(), await link('google')];
    const outcomes = await Promise.all(linked.map((account) => unlink(account)));
    expect(outcomes.sort()).toEqual(['last_way_in', 'unlinked', 'unlinked']);
    expect((await waysIn(ctx, userId)).accounts).toHaveLength(1);
  });

  it('do not count an account whose provider is no longer configured', async ({ link, unlink }) => {
    await link('github');
    expect(await unlink(await link())).toBe('last_way_in');
  });

  it('unlink beside a password or a passkey', async ({ db, userId, link, unlink }) => {
    await db.insert(passwords).values({ userId, hash: 'x', updatedAt: 1 });
    expect(await unlink(await link())).toBe('unlinked');
    await db.delete(passwords).where(eq(passwords.userId, userId));
    const key = { publicKey: Buffer.from('x'), counter: 0, name: 'Key', createdAt: 1 };
    await db.insert(passkeys).values({ ...key, id: `key-${userId}`, userId });
    expect(await unlink(await link())).toBe('unlinked');
  });

  it('count a mailed link for a proved address, if mail is set up', async ({
    db,
    userId,
    link,
    unlink,
  }) => {
    const account = await link();
    expect(await unlink(account, METHODS)).toBe('last_way_in');
    await db
      .update(users)
      .set({ emailVerified: new Date(1) })
      .where(eq(users.id, userId));
    expect(await unlink(account, NO_MAIL)).toBe('last_way_in');
    expect(await unlink(account, METHODS)).toBe('unlinked');
  });

  it('of others stay', async ({ db, ctx, link }) => {
    const account = await link();
    const other = await addUser(db);
    await db.insert(passwords).values({ userId: other, hash: 'x', updatedAt: 1 });
    for (const id of [linkedAccountId(account), 'x', '']) {
      await expect(unlinkAccount(ctx, other, id, METHODS)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    expect(
      await db
        .select()
        .from(accounts)
        .where(eq(accounts.providerAccountId, account.providerAccountId)),
    ).toHaveLength(1);
  });
});
