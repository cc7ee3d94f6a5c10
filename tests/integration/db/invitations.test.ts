import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { invitations, securityEvents, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { PASSWORD } from '../../setup/client';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests'.replaceAll(' ', '-').padEnd(40, 'x'));

const CLIENT = '203.0.113.7';
const DAY = 24 * 60 * 60 * 1_000;

/** The modules as in a process with these variables. */
async function processWith(variables: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => {
    for (const name of Object.keys(variables)) vi.stubEnv(name, undefined);
  });
  return {
    ...(await import('@/lib/auth/create-user')),
    ...(await import('@/lib/auth/sign-up')),
    ...(await import('@/lib/auth/next-auth/adapter')),
    ...(await import('@/lib/auth/next-auth/admission')),
    ...(await import('@/lib/invitations')),
  };
}

const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

const withInvitations = test
  .extend('operator', async ({ db }) => {
    await db.insert(users).values({ id: 'ops', email: 'ops@example.com', role: 'operator' });
    return { userId: 'ops', origin: 'https://app.example', locale: 'en' as const };
  })
  .extend(
    'server',
    () =>
      (more: Record<string, string> = {}) =>
        processWith({ SIGN_UP: 'invite', ...more }),
  )
  .extend(
    'emails',
    ({ db }) =>
      async () =>
        (await db.select({ email: users.email }).from(users).orderBy(users.email)).map(
          (u) => u.email,
        ),
  );

describe.each(onEachDatabase(withInvitations))('invitations on $kind', ({ it }) => {
  it('admit nobody without one, by any way, and tell nothing about addresses', async ({
    ctx,
    operator: _,
    server,
    emails,
  }) => {
    const { signUp, authAdapter, admitByLink, admitByProvider, mayReceiveLink } = await server();
    for (const email of ['new@example.com', 'ops@example.com']) {
      const asked = { email, password: PASSWORD };
      await expect(signUp(ctx, asked, CLIENT)).rejects.toMatchObject({
        code: 'invitation_required',
      });
      const guessed = { ...asked, invitation: 'A'.repeat(43) };
      await expect(signUp(ctx, guessed, CLIENT)).rejects.toMatchObject({
        code: 'invitation_invalid',
      });
    }
    const email = 'new@example.com';
    const account = { provider: 'oidc', providerAccountId: '1', type: 'oauth' as const };
    const verified = { email, email_verified: true };
    expect(await admitByProvider(ctx, account, verified, { invitation: null })).toBe(false);
    expect(await admitByLink(ctx, email)).toBe(false);
    expect(await mayReceiveLink(ctx, email)).toBe(false);
    const profile = { name: null, email, emailVerified: new Date() };
    await expect(authAdapter(ctx).createUser?.(profile as never)).rejects.toThrow('not_admitted');
    expect(await emails()).toEqual(['ops@example.com']);
  });

  it('are not needed by the first account, of which there is one', async ({
    ctx,
    server,
    emails,
  }) => {
    const { signUp } = await server();
    const both = ['a@example.com', 'b@example.com'].map((email) =>
      signUp(ctx, { email, password: PASSWORD }, CLIENT),
    );
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await emails()).toHaveLength(1);
  });

  it('are used up by one of several people at once', async ({
    db,
    ctx,
    operator,
    server,
    emails,
  }) => {
    const { createInvitation, findInvitation, signUp } = await server();
    const { url, invitation } = await createInvitation(ctx, operator, undefined);
    const token = tokenOf(url);
    expect(await findInvitation(ctx, token)).toEqual({ email: null });
    const people = ['a', 'b', 'c'].map((name) =>
      signUp(ctx, { email: `${name}@example.com`, password: PASSWORD, invitation: token }, CLIENT),
    );
    const outcomes = await Promise.allSettled(people);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await emails()).toHaveLength(2);
    expect(await findInvitation(ctx, token)).toBeNull();
    const used = await db
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.event, 'invitation_used'));
    expect(used).toMatchObject([{ details: { invitationId: invitation.id } }]);
  });

  it('for an address accept only that one', async ({ ctx, operator, server, db }) => {
    const { createInvitation, signUp } = await server();
    const { url } = await createInvitation(ctx, operator, 'ada@example.com');
    const asked = { password: PASSWORD, invitation: tokenOf(url) };
    await expect(signUp(ctx, { ...asked, email: 'eve@example.com' }, CLIENT)).rejects.toMatchObject(
      {
        code: 'invitation_invalid',
      },
    );
    await signUp(ctx, { ...asked, email: 'ada@example.com' }, CLIENT);
    const [ada] = await db.select().from(users).where(eq(users.email, 'ada@example.com'));
    // The operator may have handed the link over in a chat: a password proves no address.
    expect(ada).toMatchObject({ role: 'user', emailVerified: null });
  });

  it('by a mailed link or an issuer prove the address', async ({ ctx, operator, server, db }) => {
    const { createInvitation, admitByLink, admitByProvider, authAdapter, mayReceiveLink } =
      await server();
    await createInvitation(ctx, operator, 'ada@example.com');
    expect(await mayReceiveLink(ctx, 'ada@example.com')).toBe(true);
    expect(await mayReceiveLink(ctx, 'eve@example.com')).toBe(false);
    expect(await admitByLink(ctx, 'ada@example.com')).toBe(true);
    const mailed = { name: null, email: 'ada@example.com', emailVerified: new Date() };
    await authAdapter(ctx).createUser?.(mailed as never);
    const again = { ...mailed, email: 'eve@example.com' };
    await expect(authAdapter(ctx).createUser?.(again as never)).rejects.toThrow();

    await createInvitation(ctx, operator, 'bob@example.com');
    const account = { provider: 'oidc', providerAccountId: '1', type: 'oauth' as const };
    const bob = { email: 'bob@example.com' };
    const nothing = { invitation: null };
    expect(await admitByProvider(ctx, account, bob, nothing)).toBe(false);
    expect(await admitByProvider(ctx, account, { ...bob, email_verified: true }, nothing)).toBe(
      true,
    );
    const known = { name: null, email: bob.email, emailVerified: null, addressProved: true };
    await authAdapter(ctx).createUser?.(known as never);
    const rows = await db.select().from(users).where(eq(users.role, 'user'));
    expect(rows.map(({ emailVerified }) => emailVerified !== null)).toEqual([true, true]);
    const open = await db.select().from(invitations);
    expect(open.every(({ usedBy }) => usedBy !== null)).toBe(true);
  });

  it('without an address admit who asks by it for a sign-in link, once', async ({
    ctx,
    operator,
    server,
  }) => {
    const { createInvitation, claimInvitation, maySignUp, authAdapter } = await server();
    const { url } = await createInvitation(ctx, operator, undefined);
    const may = (email: string) => maySignUp(ctx, { email, proved: true, invitation: null });
    await claimInvitation(ctx, 'not a token', 'ada@example.com');
    expect(await may('ada@example.com')).toBe(false);
    // A typing error first.
    await claimInvitation(ctx, tokenOf(url), 'adda@example.com');
    await claimInvitation(ctx, tokenOf(url), 'ada@example.com');
    expect([await may('adda@example.com'), await may('ada@example.com')]).toEqual([false, true]);
    const unproved = { email: 'ada@example.com', proved: false, invitation: null };
    expect(await maySignUp(ctx, unproved)).toBe(false);
    const mailed = { name: null, email: 'ada@example.com', emailVerified: new Date() };
    await authAdapter(ctx).createUser?.(mailed as never);
    await claimInvitation(ctx, tokenOf(url), 'bob@example.com');
    expect(await may('bob@example.com')).toBe(false);
  });

  it('end after seven days, when revoked, and when they get a new link', async ({
    ctx,
    clock,
    operator,
    server,
  }) => {
    const { createInvitation, findInvitation, listInvitations, renewInvitation, revokeInvitation } =
      await server();
    const first = await createInvitation(ctx, operator, 'ada@example.com');
    clock.advance(7 * DAY - 1);
    expect(await findInvitation(ctx, tokenOf(first.url))).not.toBeNull();
    clock.advance(1);
    expect(await findInvitation(ctx, tokenOf(first.url))).toBeNull();
    expect((await listInvitations(ctx)).invitations[0]).toMatchObject({ state: 'ended' });
    const renewed = await renewInvitation(ctx, operator, first.invitation.id);
    expect(renewed.invitation.state).toBe('waiting');
    const again = await renewInvitation(ctx, operator, first.invitation.id);
    expect(await findInvitation(ctx, tokenOf(renewed.url))).toBeNull();
    expect(await findInvitation(ctx, tokenOf(again.url))).toEqual({ email: 'ada@example.com' });
    await revokeInvitation(ctx, 'ops', first.invitation.id);
    expect(await findInvitation(ctx, tokenOf(again.url))).toBeNull();
    for (const gone of [
      () => revokeInvitation(ctx, 'ops', first.invitation.id),
      () => renewInvitation(ctx, operator, first.invitation.id),
    ]) {
      await expect(gone()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await listInvitations(ctx)).invitations).toEqual([]);
  });

  it('are listed newest first, page by page, with their state', async ({
    ctx,
    clock,
    operator,
    server,
  }) => {
    const { createInvitation, listInvitations, signUp } = await server();
    const made = [];
    for (let i = 0; i < 60; i++) {
      made.push((await createInvitation(ctx, operator, undefined)).url);
      if (i % 3 === 0) clock.advance(1);
    }
    const email = 'ada@example.com';
    await signUp(ctx, { email, password: PASSWORD, invitation: tokenOf(made[59] ?? '') }, CLIENT);
    const first = await listInvitations(ctx);
    const second = await listInvitations(ctx, first.cursor ?? '');
    expect([first.invitations.length, second.invitations.length, second.cursor]).toEqual([
      50,
      10,
      null,
    ]);
    const all = [...first.invitations, ...second.invitations];
    expect(new Set(all.map(({ id }) => id)).size).toBe(60);
    expect(all.filter(({ state }) => state === 'used')).toMatchObject([
      { usedBy: email, invitedBy: 'ops@example.com' },
    ]);
  });

  it('are limited in number', async ({ db, ctx, operator, server }) => {
    const { createInvitation } = await server();
    const rows = Array.from({ length: 500 }, (_, n) => ({
      id: `i${n}`,
      tokenHash: `h${n}`,
      createdAt: ctx.now(),
      expiresAt: ctx.now() + DAY,
    }));
    await db.insert(invitations).values(rows);
    await expect(createInvitation(ctx, operator, undefined)).rejects.toMatchObject({
      code: 'too_many_invitations',
    });
    await expect(createInvitation(ctx, operator, 'ops@example.com')).rejects.toMatchObject({
      code: 'email_taken',
    });
  });

  it('are not needed for a proved address of SIGN_UP_DOMAINS or ADMIN_EMAILS', async ({
    ctx,
    operator: _,
    server,
  }) => {
    const { maySignUp, signUp } = await server({
      SIGN_UP_DOMAINS: 'Team.example',
      ADMIN_EMAILS: 'boss@elsewhere.example',
    });
    const may = (email: string, proved: boolean) =>
      maySignUp(ctx, { email, proved, invitation: null });
    for (const email of ['ada@team.example', 'boss@elsewhere.example']) {
      expect([email, await may(email, true), await may(email, false)]).toEqual([
        email,
        true,
        false,
      ]);
      await expect(signUp(ctx, { email, password: PASSWORD }, CLIENT)).rejects.toMatchObject({
        code: 'invitation_required',
      });
    }
    for (const email of ['a@sub.team.example', 'a@xteam.example', 'a@team.example.org']) {
      expect([email, await may(email, true)]).toEqual([email, false]);
    }
  });

  it('admit nobody while sign-up is closed', async ({ ctx, operator, server }) => {
    const { createInvitation, maySignUp } = await server({ SIGN_UP: 'closed' });
    const { url } = await createInvitation(ctx, operator, 'ada@example.com');
    const applicant = { email: 'ada@example.com', proved: true, invitation: tokenOf(url) };
    expect(await maySignUp(ctx, applicant)).toBe(false);
  });
});
