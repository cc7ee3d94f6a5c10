import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { accountChangeSchema, learnLocale, mailLocale, updateAccount } from '@/lib/account';
import { users } from '@/lib/db';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const it = test.extend('read', ({ db }) => async (id: string) => {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return { name: row?.name, locale: row?.locale };
});

describe.each(onEachDatabase(it))('an account on $kind', ({ it }) => {
  it('has a name and a language, which change on their own', async ({ db, ctx, userId, read }) => {
    const other = await addUser(db);
    await updateAccount(ctx, userId, accountChangeSchema.parse({ name: '  Ada Lovelace ' }));
    await updateAccount(ctx, userId, accountChangeSchema.parse({ locale: 'fr' }));
    expect(await read(userId)).toEqual({ name: 'Ada Lovelace', locale: 'fr' });
    await updateAccount(ctx, userId, {});
    await updateAccount(ctx, userId, accountChangeSchema.parse({ name: '\u200b ' }));
    expect(await read(userId)).toEqual({ name: null, locale: 'fr' });
    expect(await read(other)).toEqual({ name: null, locale: null });
  });

  it('keeps the language of the first sign-in until another is chosen', async ({
    ctx,
    userId,
    read,
  }) => {
    await learnLocale(ctx, userId, 'fr');
    await learnLocale(ctx, userId, 'en');
    expect(await read(userId)).toMatchObject({ locale: 'fr' });
  });

  it('gets mails in a language that exists', () => {
    expect([mailLocale('fr'), mailLocale('de'), mailLocale(null)]).toEqual(['fr', 'en', 'en']);
  });

  it('has a colour of masks, which nothing else changes', async ({ db, ctx, userId }) => {
    const colour = async () =>
      (await db.select().from(users).where(eq(users.id, userId)))[0]?.maskColour;
    await updateAccount(ctx, userId, accountChangeSchema.parse({ maskColour: 'black' }));
    await updateAccount(ctx, userId, accountChangeSchema.parse({ locale: 'fr' }));
    expect(await colour()).toBe('black');
    await updateAccount(ctx, userId, accountChangeSchema.parse({ maskColour: 'white' }));
    expect(await colour()).toBe('white');
  });

  it.for([
    { maskColour: 'grey' },
    { name: 'x'.repeat(81) },
    { name: 'a\u0000b' },
    { name: 'a\u202eb' },
    { name: null },
    { locale: 'de' },
    { locale: 'en-XA' },
    { email: 'eve@example.com' },
    { role: 'operator' },
  ])('does not take %j', (change) => {
    expect(accountChangeSchema.safeParse(change).success).toBe(false);
  });
});
