import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { linkedAccountId } from '@/lib/account';
import { accounts, sessions, users } from '@/lib/db';
import { browserFetch, type Client, signedIn } from '../../setup/client';
import { testMail } from '../../setup/mail-test';
import { signInAtIssuer, startIssuer } from '../../setup/oidc-issuer';

const it = testMail
  .extend('issuer', { scope: 'file' }, async ({ port }, { onCleanup }) => {
    const redirectUris = [`http://127.0.0.1:${port}/api/auth/callback/oidc`];
    const issuer = await startIssuer({ redirectUris, inIdToken: true });
    onCleanup(issuer.close);
    return issuer;
  })
  .extend('env', { scope: 'file' }, ({ issuer }) => ({ ...issuer.env, SIGN_UP: 'open' }))
  .extend('ada', ({ app }) => signedIn(app.url))
  .extend('sub', () => randomUUID())
  .extend('ownerOf', ({ database }) => async (sub: string) => {
    const [row] = await database.db
      .select({ email: users.email, label: accounts.label })
      .from(accounts)
      .innerJoin(users, eq(users.id, accounts.userId))
      .where(and(eq(accounts.provider, 'oidc'), eq(accounts.providerAccountId, sub)));
    return row;
  })
  .extend(
    'enter',
    ({ issuer }) =>
      (ask: Client['fetch'], claims: { sub: string; [name: string]: unknown }) =>
        signInAtIssuer(ask, issuer, claims, '/settings/security?notice=failed'),
  );

const intend = (fetch: Client['fetch'], headers: Record<string, string> = {}, provider = 'oidc') =>
  fetch('/api/account/issuers', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ provider }),
  });

const unlink = (fetch: Client['fetch'], sub: string) =>
  fetch(`/api/account/issuers/${linkedAccountId({ provider: 'oidc', providerAccountId: sub })}`, {
    method: 'DELETE',
  });

describe('an account of an issuer', () => {
  it('is linked by the signed-in user, proved address or not, and then signs in', async ({
    app,
    ada,
    sub,
    enter,
    ownerOf,
  }) => {
    const claims = { sub, email: 'other@studio.example' };
    expect((await intend(ada.fetch)).status).toBe(200);
    const before = ada.cookie.match(/session-token=[^;]*/)?.[0];
    expect(await enter(ada.fetch, claims)).toBe('/settings/security?notice=linked');
    expect(ada.cookie.match(/session-token=[^;]*/)?.[0]).toBe(before);
    expect(await ownerOf(sub)).toEqual({ email: ada.email, label: 'other@studio.example' });
    const elsewhere = browserFetch(app.url);
    await enter(elsewhere, claims);
    const session = (await (await elsewhere('/api/auth/session')).json()) as {
      user: { email: string };
    };
    expect(session.user.email).toBe(ada.email);
    const page = await (await ada.fetch('/settings/security')).text();
    expect(page).toContain('Studio ID');
    expect(page).toContain('other@studio.example');
  });

  it('is unlinked again, but not as the last way in', async ({
    app,
    database,
    sub,
    ada,
    enter,
    ownerOf,
  }) => {
    await intend(ada.fetch);
    await enter(ada.fetch, { sub });
    const stranger = await signedIn(app.url);
    expect((await unlink(stranger.fetch, sub)).status).toBe(404);
    expect((await unlink(ada.fetch, sub)).status).toBe(204);
    expect(await ownerOf(sub)).toBeUndefined();
    const only = browserFetch(app.url);
    await enter(only, { sub, email: `${sub}@example.com` });
    const refused = await unlink(only, sub);
    expect([refused.status, await refused.text()]).toEqual([
      409,
      expect.stringContaining('last_way_in'),
    ]);
    await database.db
      .update(users)
      .set({ emailVerified: new Date() })
      .where(eq(users.email, `${sub}@example.com`));
    expect((await unlink(only, sub)).status).toBe(204);
  });

  it('of another user is not taken', async ({ app, ada, sub, enter, ownerOf }) => {
    const other = await signedIn(app.url);
    await intend(other.fetch);
    await enter(other.fetch, { sub });
    await intend(ada.fetch);
    expect(await enter(ada.fetch, { sub })).toBe('/settings/security?notice=taken');
    expect(await ownerOf(sub)).toMatchObject({ email: other.email });
  });

  it('is not linked without having been asked for', async ({ ada, sub, enter, ownerOf }) => {
    expect(await enter(ada.fetch, { sub, email: `${sub}@example.com` })).not.toContain('linked');
    expect((await ownerOf(sub))?.email).not.toBe(ada.email);
  });

  it('is not linked by an intent of another session, or by one that somebody made up', async ({
    app,
    ada,
    sub,
    enter,
    ownerOf,
  }) => {
    const response = await intend(ada.fetch);
    const [cookie = ''] = response.headers
      .getSetCookie()
      .filter((line) => /link-intent/.test(line));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=lax/i);
    expect(cookie).toMatch(/Path=\/api\/auth/i);
    const [pair = ''] = cookie.split(';');
    for (const planted of [pair, `${pair.split('=')[0]}=made-up`]) {
      const victim = await signedIn(app.url);
      const fetch: Client['fetch'] = (path, init = {}) =>
        victim.fetch(path, {
          ...init,
          headers: { ...init.headers, cookie: `${victim.cookie}; ${planted}` },
        });
      const name = `${planted.length}-${sub}`;
      await enter(fetch, { sub: name, email: `${randomUUID()}@example.com` });
      expect([victim.email, ada.email]).not.toContain((await ownerOf(name))?.email);
    }
  });

  it('is asked for once', async ({ ada, sub, enter, ownerOf }) => {
    await intend(ada.fetch);
    await enter(ada.fetch, { sub });
    const later = `${sub}-later`;
    await enter(ada.fetch, { sub: later, email: `${later}@example.com` });
    expect((await ownerOf(later))?.email).not.toBe(ada.email);
  });

  it('is asked for from our own page, for a service that is set up, after a recent sign-in', async ({
    database,
    ada,
    sub,
  }) => {
    expect((await intend(ada.fetch, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await intend(ada.fetch, {}, 'github')).status).toBe(404);
    await database.db.update(sessions).set({ confirmedAt: 0 });
    for (const response of [await intend(ada.fetch), await unlink(ada.fetch, sub)]) {
      expect([response.status, await response.text()]).toEqual([
        403,
        expect.stringContaining('confirmation_required'),
      ]);
    }
  });
});
