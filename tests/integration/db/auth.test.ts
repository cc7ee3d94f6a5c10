import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { authAdapter } from '@/lib/auth/next-auth/adapter';
import { admitByLink, admitByProvider, mayReceiveLink } from '@/lib/auth/next-auth/admission';
import { checkPassword } from '@/lib/auth/passwords';
import { signUpSchema } from '@/lib/auth/schemas';
import { endSession, findSignedIn, SESSION_SECONDS, startSession } from '@/lib/auth/sessions';
import { signUp } from '@/lib/auth/sign-up';
import { accounts, passwords, sessions, users } from '@/lib/db';
import { testClean as test } from '../../setup/clean-test';
import { PASSWORD } from '../../setup/client';
import { BROWSER } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';

const CLIENT = '203.0.113.7';

vi.stubEnv('NEXTAUTH_SECRET', 'a secret of the tests'.replaceAll(' ', '-').padEnd(40, 'x'));

/** Loads modules of `lib/auth` as in a process with SIGN_UP=closed. */
async function closed<T>(load: () => Promise<T>): Promise<T> {
  vi.resetModules();
  vi.stubEnv('SIGN_UP', 'closed');
  onTestFinished(() => void vi.stubEnv('SIGN_UP', undefined));
  return load();
}

const withAccounts = test
  .extend(
    'join',
    ({ ctx }) =>
      (email: string, client = CLIENT) =>
        signUp(ctx, signUpSchema.parse({ email, password: PASSWORD }), client),
  )
  .extend(
    'enter',
    ({ ctx }) =>
      (email: string, password: string, client = CLIENT) =>
        checkPassword(ctx, { email, password }, { client, deviceOf: async () => null }),
  )
  /** A new user, ada@example.com, and a session of hers. */
  .extend('ada', async ({ ctx, join }) => {
    const { id } = await join('ada@example.com');
    return { id, sid: await startSession(ctx, id, BROWSER) };
  });

describe.each(onEachDatabase(withAccounts))('accounts and sessions on $kind', ({ it }) => {
  it('signs up once per address in any spelling', async ({ join, enter }) => {
    const { id } = await join('Ada@Example.com');
    expect(await enter(' ADA@example.COM ', PASSWORD)).toMatchObject({ id });
    await expect(join('ada@example.com')).rejects.toMatchObject({ code: 'email_taken' });
    expect(await enter('ada@example.com', `${PASSWORD}!`)).toBeNull();
    expect(await enter('eve@example.com', PASSWORD)).toBeNull();
    expect(await enter('ada\uff20example.com', PASSWORD)).toBeNull();
  });

  it('creates one account for concurrent sign-ups', async ({ db, join }) => {
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => join('ada@example.com')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.select().from(users)).toHaveLength(1);
  });

  it('completes an interrupted sign-up, but never takes over an account', async ({
    db,
    clock,
    join,
  }) => {
    await db.insert(users).values({ id: 'half', email: 'half@example.com', createdAt: 0 });
    expect(await join('half@example.com')).toEqual({ id: 'half' });
    await db
      .insert(users)
      .values({ id: 'young', email: 'young@example.com', createdAt: clock.now() });
    await expect(join('young@example.com')).rejects.toMatchObject({ code: 'email_taken' });
    await db.insert(users).values({ id: 'linked', email: 'linked@example.com', createdAt: 0 });
    const account = { provider: 'github', providerAccountId: '7', type: 'oauth' as const };
    await db.insert(accounts).values({ ...account, userId: 'linked' });
    await expect(join('linked@example.com')).rejects.toMatchObject({ code: 'email_taken' });
    const proved = { id: 'proved', email: 'proved@example.com', emailVerified: new Date(1) };
    await db.insert(users).values({ ...proved, createdAt: 0 });
    await expect(join('proved@example.com')).rejects.toMatchObject({ code: 'email_taken' });
  });

  it('stores no password, and never the same hash twice', async ({ db, join }) => {
    await join('ada@example.com');
    await join('bob@example.com');
    const hashes = (await db.select().from(passwords)).map(({ hash }) => hash);
    expect(new Set(hashes).size).toBe(2);
    expect(hashes.join()).not.toContain(PASSWORD);
  });

  it('rejects attempts after ten failures of one client at one address', async ({
    join,
    enter,
  }) => {
    await join('ada@example.com');
    for (let i = 0; i < 10; i++) expect(await enter('ada@example.com', 'wrong guess')).toBeNull();
    await expect(enter('ada@example.com', PASSWORD)).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterMs: expect.any(Number),
    });
    expect(await enter('ada@example.com', PASSWORD, '203.0.113.8')).not.toBeNull();
    await join('bob@example.com');
    expect(await enter('bob@example.com', PASSWORD)).not.toBeNull();
  });

  it('counts failures for unknown addresses too', async ({ enter }) => {
    for (let i = 0; i < 10; i++) expect(await enter('eve@example.com', 'wrong guess')).toBeNull();
    await expect(enter('eve@example.com', PASSWORD)).rejects.toMatchObject({
      code: 'too_many_requests',
    });
  });

  it('allows ten of many concurrent attempts', async ({ join, enter }) => {
    await join('ada@example.com');
    const guesses = Array.from({ length: 30 }, () => enter('ada@example.com', 'wrong guess'));
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('counts failures only', async ({ join, enter }) => {
    await join('ada@example.com');
    for (let i = 0; i < 9; i++) await enter('ada@example.com', 'wrong guess');
    for (let i = 0; i < 12; i++) expect(await enter('ada@example.com', PASSWORD)).not.toBeNull();
    for (let i = 0; i < 9; i++) await enter('ada@example.com', 'wrong guess');
    expect(await enter('ada@example.com', PASSWORD)).not.toBeNull();
  });

  it('limits the sign-ups of one client', async ({ join }) => {
    const taken = () => join('ada@example.com').catch(() => undefined);
    for (let i = 0; i < 20; i++) await taken();
    await expect(join('bob@example.com')).rejects.toMatchObject({ code: 'too_many_requests' });
    expect(await join('bob@example.com', '203.0.113.8')).toEqual({ id: expect.any(String) });
  });

  it('admits no new user in any way while sign-up is closed', async ({ db, ctx, join }) => {
    await join('ada@example.com');
    const late = await closed(async () => ({
      ...(await import('@/lib/auth/sign-up')),
      ...(await import('@/lib/auth/next-auth/admission')),
    }));
    const asked = { email: 'new@example.com', password: PASSWORD };
    await expect(late.signUp(ctx, asked, CLIENT)).rejects.toMatchObject({
      code: 'sign_up_closed',
    });
    const account = { provider: 'github', providerAccountId: '1', type: 'oauth' as const };
    const anonymous = { invitation: null };
    expect(await late.admitByProvider(ctx, account, { email: 'new@example.com' }, anonymous)).toBe(
      false,
    );
    expect(await late.admitByLink(ctx, 'new@example.com')).toBe(false);
    expect(await late.mayReceiveLink(ctx, 'new@example.com')).toBe(false);
    expect(await late.admitByLink(ctx, 'ada@example.com')).toBe(true);
    expect(await late.mayReceiveLink(ctx, 'ada@example.com')).toBe(true);
    expect(await db.select().from(users)).toHaveLength(1);
  });

  it('admits by provider linked users, and new ones with a valid address', async ({
    db,
    ctx,
    join,
  }) => {
    const account = { provider: 'github', providerAccountId: '1', type: 'oauth' as const };
    const anonymous = { invitation: null };
    const email = 'new@example.com';
    expect(await admitByProvider(ctx, account, { email }, anonymous)).toBe(true);
    expect(await admitByProvider(ctx, account, { email, email_verified: false }, anonymous)).toBe(
      false,
    );
    for (const invalid of [null, undefined, 7, 'ada\uff20example.com', 'a@b.co,c@d.co']) {
      expect(await admitByProvider(ctx, account, { email: invalid }, anonymous)).toBe(false);
    }
    const { id } = await join('ada@example.com');
    await db.insert(accounts).values({ ...account, userId: id });
    expect(await admitByProvider(ctx, account, { email_verified: false }, anonymous)).toBe(true);
  });

  it('removes earlier credentials when the mailbox is first verified', async ({
    db,
    ctx,
    enter,
    ada,
  }) => {
    const { id, sid } = ada;
    expect(await mayReceiveLink(ctx, 'ada@example.com')).toBe(true);
    expect(await admitByLink(ctx, 'ada@example.com')).toBe(true);
    expect(await enter('ada@example.com', PASSWORD)).toBeNull();
    expect(await findSignedIn(ctx, sid)).toBeNull();
    // After verification, sessions are kept.
    await db.update(users).set({ emailVerified: new Date() }).where(eq(users.id, id));
    const later = await startSession(ctx, id, BROWSER);
    expect(await admitByLink(ctx, 'ada@example.com')).toBe(true);
    expect(await findSignedIn(ctx, later)).not.toBeNull();
  });

  it('stores the provider’s account, but not its tokens', async ({ db, ctx }) => {
    const adapter = authAdapter(ctx);
    const profile = { name: 'Ada '.repeat(50), email: 'ADA@example.com', emailVerified: null };
    const user = await adapter.createUser?.({ ...profile, image: 'https://evil.example/a.png' });
    expect(user).toMatchObject({ email: 'ada@example.com', image: null });
    expect(user?.name).toBe('Ada '.repeat(20).trim());
    const account = { provider: 'oidc', providerAccountId: '1', type: 'oauth' as const };
    const tokens = { access_token: 'canary', refresh_token: 'canary', id_token: 'canary' };
    await adapter.linkAccount?.({ ...account, ...tokens, userId: user?.id ?? '' });
    expect(JSON.stringify(await db.select().from(accounts))).not.toContain('canary');
    expect(await adapter.getUserByEmail?.('Ada@Example.com')).toMatchObject({ id: user?.id });
    expect(await adapter.getUserByAccount?.(account)).toMatchObject({ id: user?.id });
  });

  it('accepts an emailed link once, and deletes expired links', async ({ ctx }) => {
    const adapter = authAdapter(ctx);
    const identifier = 'ada@example.com';
    const expires = new Date(Date.now() + 60_000);
    await adapter.createVerificationToken?.({ identifier, token: 'old', expires: new Date(1) });
    await adapter.createVerificationToken?.({ identifier, token: 'new', expires });
    expect(await adapter.useVerificationToken?.({ identifier, token: 'old' })).toBeNull();
    expect(await adapter.useVerificationToken?.({ identifier, token: 'new' })).toMatchObject({
      identifier,
    });
    expect(await adapter.useVerificationToken?.({ identifier, token: 'new' })).toBeNull();
  });

  it('finds the user of a session until it ends', async ({ db, ctx, ada }) => {
    const { id, sid } = ada;
    const other = await startSession(ctx, id, BROWSER);
    expect(await findSignedIn(ctx, sid)).toEqual({
      id,
      email: 'ada@example.com',
      name: null,
      role: 'operator',
      emailVerified: null,
      sessionId: sid,
      confirmedAt: ctx.now(),
      storedOutput: false,
      maskColour: 'white',
    });
    await endSession(ctx, sid);
    expect(await findSignedIn(ctx, sid)).toBeNull();
    expect(await findSignedIn(ctx, other)).not.toBeNull();
    await db.delete(users).where(eq(users.id, id));
    expect(await findSignedIn(ctx, other)).toBeNull();
  });

  it('expires sessions after 30 days and deletes them at the next sign-in', async ({
    db,
    clock,
    ctx,
    ada,
  }) => {
    const { id, sid } = ada;
    clock.advance(SESSION_SECONDS * 1_000 - 1);
    expect(await findSignedIn(ctx, sid)).not.toBeNull();
    clock.advance(1);
    expect(await findSignedIn(ctx, sid)).toBeNull();
    await startSession(ctx, id, BROWSER);
    const left = await db.select().from(sessions).where(eq(sessions.userId, id));
    expect(left.map((row) => row.id)).not.toContain(sid);
    expect(left).toHaveLength(1);
  });

  it.for([undefined, null, '', true, 1, {}, [], 'x', '%', "' OR 1=1 --", 'a'.repeat(43)])(
    'finds no session for %j',
    async (sid, { ctx, ada }) => {
      expect(await findSignedIn(ctx, sid)).toBeNull();
      await endSession(ctx, sid);
      expect(await findSignedIn(ctx, ada.sid)).not.toBeNull();
    },
  );
});
