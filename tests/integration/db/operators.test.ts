import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { authAdapter } from '@/lib/auth/next-auth/adapter';
import { signUpSchema } from '@/lib/auth/schemas';
import { signUp } from '@/lib/auth/sign-up';
import { securityEvents, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { PASSWORD } from '../../setup/client';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests'.replaceAll(' ', '-').padEnd(40, 'x'));

/** `lib/auth/operators` as in a process whose ADMIN_EMAILS is this list. */
async function operators(adminEmails = '') {
  vi.resetModules();
  vi.stubEnv('ADMIN_EMAILS', adminEmails);
  onTestFinished(() => void vi.stubEnv('ADMIN_EMAILS', undefined));
  return import('@/lib/auth/operators');
}

const withAccounts = test
  .extend(
    'byPassword',
    ({ ctx }) =>
      (email: string) =>
        signUp(ctx, signUpSchema.parse({ email, password: PASSWORD }), '203.0.113.7'),
  )
  .extend('byProvider', ({ ctx }) => async (email: string) => {
    const profile = { name: null, email, emailVerified: null };
    return authAdapter(ctx).createUser?.(profile as never);
  })
  .extend('byLink', ({ ctx }) => async (email: string) => {
    const profile = { name: null, email, emailVerified: new Date() };
    return authAdapter(ctx).createUser?.(profile as never);
  })
  .extend('roles', ({ db }) => async () => {
    const rows = await db.select({ email: users.email, role: users.role }).from(users);
    return Object.fromEntries(rows.map(({ email, role }) => [email, role]));
  });

describe.each(onEachDatabase(withAccounts))('operators on $kind', ({ it }) => {
  it('the first account is the operator, whichever way it was made', async ({
    db,
    byPassword,
    byProvider,
    byLink,
    roles,
  }) => {
    for (const [index, make] of [byPassword, byProvider, byLink].entries()) {
      await db.delete(users);
      await make(`first${index}@example.com`);
      for (const [at, next] of [byPassword, byProvider, byLink].entries()) {
        await next(`next${at}@example.com`);
      }
      expect(await roles()).toEqual({
        [`first${index}@example.com`]: 'operator',
        'next0@example.com': 'user',
        'next1@example.com': 'user',
        'next2@example.com': 'user',
      });
    }
  });

  it('of several first accounts at once, one is the operator', async ({
    db,
    byPassword,
    byProvider,
    byLink,
  }) => {
    const ways = [byPassword, byProvider, byLink, byPassword, byProvider, byLink];
    await Promise.all(ways.map((make, index) => make(`user${index}@example.com`)));
    const made = await db.select({ role: users.role }).from(users);
    expect(made).toHaveLength(ways.length);
    expect(made.filter(({ role }) => role === 'operator')).toHaveLength(1);
  });

  it('the oldest account becomes the operator of an installation without one, once', async ({
    db,
    ctx,
    roles,
  }) => {
    const { appointOperator } = await operators();
    await appointOperator(ctx);
    await db.insert(users).values([
      { id: 'b', email: 'b@example.com', createdAt: 2 },
      { id: 'a', email: 'a@example.com', createdAt: 1 },
    ]);
    await Promise.all([appointOperator(ctx), appointOperator(ctx)]);
    expect(await roles()).toEqual({ 'a@example.com': 'operator', 'b@example.com': null });
    const logged = await db.select().from(securityEvents);
    expect(logged).toMatchObject([
      { event: 'operator_made', aboutUser: 'a', details: { reason: 'oldest_account' } },
    ]);
    await db.update(users).set({ createdAt: 0 }).where(eq(users.id, 'b'));
    await appointOperator(ctx);
    expect(await roles()).toEqual({ 'a@example.com': 'operator', 'b@example.com': null });
  });

  it('ADMIN_EMAILS names the operators instead', async ({ db, ctx, roles }) => {
    const { appointOperator } = await operators('ops@example.com');
    await db.insert(users).values({ id: 'a', email: 'a@example.com', createdAt: 1 });
    await appointOperator(ctx);
    expect(await roles()).toEqual({ 'a@example.com': null });
  });

  it('the same users are operators in SQL and in code', async ({ db }) => {
    const { isOperator, isActiveOperator } = await operators('Ops@example.com, two@example.com');
    const proved = new Date(1);
    const given = [
      { email: 'ops@example.com', role: 'user', emailVerified: null, is: false },
      { email: 'ops@example.com', role: 'user', emailVerified: proved, is: true },
      { email: 'two@example.com', role: null, emailVerified: null, is: true },
      { email: 'other@example.com', role: null, emailVerified: proved, is: false },
      { email: 'other@example.com', role: 'operator', emailVerified: null, is: true },
    ] as const;
    for (const { is, ...user } of given) {
      await db.delete(users);
      await db.insert(users).values({ ...user, id: 'x' });
      const found = await db.select({ id: users.id }).from(users).where(isActiveOperator());
      const emailVerified = user.emailVerified?.getTime() ?? null;
      expect([user, isOperator({ ...user, emailVerified }), found.length]).toEqual([
        user,
        is,
        is ? 1 : 0,
      ]);
      await db.update(users).set({ disabledAt: 1 });
      expect(await db.select().from(users).where(isActiveOperator())).toEqual([]);
    }
  });
});
