import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { accounts, users } from '@/lib/db';
import { browserFetch, type Client, signedIn } from '../../setup/client';
import { testMail } from '../../setup/mail-test';
import { mailedLink, pressButton } from '../../setup/mailed-link';
import { signInAtIssuer, startIssuer } from '../../setup/oidc-issuer';

const NOT_LINKED = '/sign-in?error=OAuthAccountNotLinked';

const it = testMail
  .extend('issuer', { scope: 'file' }, async ({ port }, { onCleanup }) => {
    const redirectUris = [`http://127.0.0.1:${port}/api/auth/callback/oidc`];
    const issuer = await startIssuer({ redirectUris });
    onCleanup(issuer.close);
    return issuer;
  })
  .extend('env', { scope: 'file' }, ({ issuer }) => ({ ...issuer.env, SIGN_UP: 'open' }))
  .extend('email', () => `${randomUUID()}@example.com`)
  .extend('sub', () => randomUUID())
  /** A new browser. */
  .extend(
    'browser',
    ({ app }) =>
      () =>
        browserFetch(app.url),
  )
  .extend(
    'enter',
    ({ issuer }) =>
      (ask: Client['fetch'], claims: { sub: string; [name: string]: unknown }) =>
        signInAtIssuer(ask, issuer, claims),
  )
  .extend('userAt', ({ database }) => async (email: string) => {
    const [row] = await database.db.select().from(users).where(eq(users.email, email));
    return row;
  });

async function emailOf(ask: Client['fetch']): Promise<string | undefined> {
  const session = (await (await ask('/api/auth/session')).json()) as { user?: { email: string } };
  return session.user?.email;
}

describe('an issuer that vouches for the address', () => {
  it('proves it at sign-up, so that a mailed link and the issuer work in turn', async ({
    app,
    mail,
    email,
    sub,
    browser,
    enter,
    userAt,
  }) => {
    const claims = { sub, email, email_verified: true, name: 'Ada' };
    const ask = browser();
    expect(await enter(ask, claims)).toBe('/jobs');
    const user = await userAt(email);
    expect(user).toMatchObject({ name: 'Ada', emailVerified: expect.any(Date) });
    const byMail = browser();
    await pressButton(byMail, await mailedLink(app.url, mail, email));
    expect(await emailOf(byMail)).toBe(email);
    const again = browser();
    expect(await enter(again, claims)).toBe('/jobs');
    expect(await emailOf(again)).toBe(email);
    expect((await userAt(email))?.id).toBe(user?.id);
    expect(await emailOf(ask)).toBe(email);
  });

  it('proves it at a later sign-in, and removes nothing that this account could make', async ({
    email,
    sub,
    browser,
    enter,
    userAt,
  }) => {
    const ask = browser();
    await enter(ask, { sub, email });
    expect((await userAt(email))?.emailVerified).toBeNull();
    const body = JSON.stringify({ name: 'n', scopes: ['jobs:read'], expiresInDays: 1 });
    const headers = { 'content-type': 'application/json' };
    expect((await ask('/api/tokens', { method: 'POST', headers, body })).status).toBe(201);
    expect(await enter(browser(), { sub, email, email_verified: 'true' })).toBe('/jobs');
    expect((await userAt(email))?.emailVerified).toBeInstanceOf(Date);
    const { tokens } = (await (await ask('/api/tokens')).json()) as { tokens: unknown[] };
    expect(tokens).toHaveLength(1);
  });

  it('signs in the user of that address, in whom nobody else stays', async ({
    app,
    email,
    sub,
    browser,
    enter,
    userAt,
  }) => {
    const squatter = await signedIn(app.url, { email });
    const { id } = (await userAt(email)) ?? {};
    const ask = browser();
    expect(await enter(ask, { sub, email, email_verified: true })).toBe(
      '/settings/security?notice=ways_removed',
    );
    expect(await emailOf(ask)).toBe(email);
    expect((await userAt(email))?.id).toBe(id);
    expect((await squatter.fetch('/api/jobs')).status).toBe(401);
    await expect(signedIn(app.url, { email, known: true })).rejects.toThrow();
  });

  it('is linked beside a password whose owner had proved the address', async ({
    app,
    mail,
    email,
    sub,
    browser,
    enter,
  }) => {
    const owner = await signedIn(app.url, { email });
    await pressButton(owner.fetch, await mailedLink(app.url, mail, email));
    const before = mail.mails.length;
    const ask = browser();
    expect(await enter(ask, { sub, email, email_verified: true })).toBe('/jobs');
    expect(await emailOf(ask)).toBe(email);
    expect((await owner.fetch('/api/jobs')).status).toBe(200);
    expect(await signedIn(app.url, { email, known: true })).toBeTruthy();
    await expect.poll(() => mail.mails.length).toBeGreaterThan(before);
  });

  it('recognises its account by its id, whatever address it has now', async ({
    app,
    email,
    sub,
    browser,
    enter,
    userAt,
    database,
  }) => {
    await enter(browser(), { sub, email, email_verified: true });
    const other = await signedIn(app.url);
    const ask = browser();
    expect(await enter(ask, { sub, email: other.email, email_verified: true })).toBe('/jobs');
    expect(await emailOf(ask)).toBe(email);
    expect((await userAt(other.email))?.emailVerified).toBeNull();
    expect((await other.fetch('/api/jobs')).status).toBe(200);
    const [account] = await database.db
      .select()
      .from(accounts)
      .where(and(eq(accounts.provider, 'oidc'), eq(accounts.providerAccountId, sub)));
    expect(account?.label).toBe(other.email);
  });

  it('changes nothing about a user who is disabled', async ({
    app,
    database,
    email,
    sub,
    browser,
    enter,
    userAt,
  }) => {
    await signedIn(app.url, { email });
    await database.db.update(users).set({ disabledAt: 1 }).where(eq(users.email, email));
    const ask = browser();
    expect(await enter(ask, { sub, email, email_verified: true })).toBe(
      '/sign-in?error=AccountDisabled',
    );
    expect(await emailOf(ask)).toBeUndefined();
    expect((await userAt(email))?.emailVerified).toBeNull();
  });

  it('is not believed about an address in another alphabet', async ({
    app,
    sub,
    browser,
    enter,
  }) => {
    const name = randomUUID();
    const victim = await signedIn(app.url, { email: `k${name}@example.com` });
    const ask = browser();
    await enter(ask, { sub, email: `\u212a${name}@example.com`, email_verified: true });
    expect(await emailOf(ask)).toBeUndefined();
    expect((await victim.fetch('/api/jobs')).status).toBe(200);
  });
});

describe('an issuer that does not vouch for the address', () => {
  it.for([undefined, false, 'false', 'TRUE', 1, null])(
    'never links its account to a user: email_verified %j',
    async (email_verified, { app, email, sub, browser, enter, userAt }) => {
      const owner = await signedIn(app.url, { email });
      const ask = browser();
      const to = await enter(ask, { sub, email, email_verified });
      const denied = email_verified === false || email_verified === 'false';
      expect(to).toBe(denied ? '/sign-in?error=AccessDenied' : NOT_LINKED);
      expect(await emailOf(ask)).toBeUndefined();
      expect((await owner.fetch('/api/jobs')).status).toBe(200);
      expect((await userAt(email))?.emailVerified).toBeNull();
      const page = await (await fetch(`${app.url}${NOT_LINKED}`)).text();
      expect(page).toContain('link this sign-in under Settings, Security');
    },
  );

  it('makes a new user whose address is not proved', async ({
    email,
    sub,
    browser,
    enter,
    userAt,
  }) => {
    const ask = browser();
    expect(await enter(ask, { sub, email })).toBe('/jobs');
    expect((await userAt(email))?.emailVerified).toBeNull();
  });
});
