import { describe, expect } from 'vitest';
import { createAccountLink, readAccountLink, useAccountLink } from '@/lib/account';
import { accountLinks } from '@/lib/db';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const it = test.extend(
  'link',
  ({ ctx, userId }) =>
    (minutes = 60) =>
      createAccountLink(ctx, {
        purpose: 'change_email',
        userId,
        email: 'new@example.com',
        minutes,
      }),
);

describe.each(onEachDatabase(it))('a one-time link on $kind', ({ it }) => {
  it('is read as often as anybody likes, and used once', async ({ ctx, userId, link }) => {
    const token = await link();
    for (let i = 0; i < 3; i++) {
      expect(await readAccountLink(ctx, token, 'change_email')).toMatchObject({
        userId,
        email: 'new@example.com',
      });
    }
    const users = await Promise.all(
      [1, 2, 3, 4].map(() => useAccountLink(ctx, token, 'change_email')),
    );
    expect(users.filter((used) => used !== null)).toHaveLength(1);
    expect(await readAccountLink(ctx, token, 'change_email')).toBeNull();
  });

  it('is for one purpose and one user', async ({ db, ctx, userId, link }) => {
    const token = await link();
    expect(await readAccountLink(ctx, token, 'reset_password')).toBeNull();
    expect(await useAccountLink(ctx, token, 'reset_password')).toBeNull();
    expect(await useAccountLink(ctx, token, 'change_email', await addUser(db))).toBeNull();
    expect(await useAccountLink(ctx, token, 'change_email', userId)).toMatchObject({ userId });
  });

  it('ends after its minutes', async ({ clock, ctx, link }) => {
    const token = await link(60);
    clock.advance(60 * 60_000 - 1);
    expect(await readAccountLink(ctx, token, 'change_email')).not.toBeNull();
    clock.advance(1);
    expect(await readAccountLink(ctx, token, 'change_email')).toBeNull();
    expect(await useAccountLink(ctx, token, 'change_email')).toBeNull();
  });

  it('cannot be made from a copy of the database', async ({ db, link }) => {
    const token = await link();
    expect(JSON.stringify(await db.select().from(accountLinks))).not.toContain(token);
  });

  it.for([undefined, null, '', 1, {}, [], 'x', 'a'.repeat(43), 'a'.repeat(44), '%', "' OR 1=1 --"])(
    'is not found for %j',
    async (token, { ctx, link }) => {
      await link();
      expect(await readAccountLink(ctx, token, 'change_email')).toBeNull();
      expect(await useAccountLink(ctx, token, 'change_email')).toBeNull();
    },
  );
});
