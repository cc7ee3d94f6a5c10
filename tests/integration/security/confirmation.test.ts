import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { sessions, users } from '@/lib/db';
import { PASSWORD, signedIn } from '../../setup/client';
import { codeOf, sendJson } from '../../setup/sign-in-form';
import { test } from '../../setup/test';

const URL = 'https://hooks.example.com/bottega';

const it = test.extend('unconfirmed', async ({ app, database }) => {
  const user = await signedIn(app.url);
  const { db } = database;
  const [row] = await db.select().from(users).where(eq(users.email, user.email));
  const userId = String(row?.id);
  return {
    ...user,
    email: user.email,
    userId,
    /** As if the sign-in were long ago. */
    age: () => db.update(sessions).set({ confirmedAt: 1 }).where(eq(sessions.userId, userId)),
  };
});

/** What a session may do only if its owner has proved who they are; `id` is of a webhook. */
const SENSITIVE: [string, string, unknown?][] = [
  ['POST', '/api/tokens', { name: 'A script' }],
  ['POST', '/api/webhooks', { url: URL }],
  ['PATCH', '/api/webhooks/:id', { enabled: true }],
  ['GET', '/api/webhooks/:id/secret'],
  ['POST', '/api/webhooks/:id/secret'],
];

describe('a session whose confirmation is old', () => {
  it('is asked before it makes tokens and webhooks, and goes on after the password', async ({
    unconfirmed,
  }) => {
    const { fetch: ask, age } = unconfirmed;
    const made = await sendJson(ask, 'POST', '/api/webhooks', { url: URL });
    const { webhook } = (await made.json()) as { webhook: { id: string } };
    const send = (method: string, path: string, body?: unknown) =>
      sendJson(ask, method, path.replace(':id', webhook.id), body);
    await age();
    for (const [method, path, body] of SENSITIVE) {
      const response = await send(method, path, body);
      expect([path, response.status, await codeOf(response)]).toEqual([
        path,
        403,
        'confirmation_required',
      ]);
    }
    // What stops a misuse, and what only reads, needs none.
    expect((await send('PATCH', '/api/webhooks/:id', { enabled: false })).status).toBe(200);
    expect((await send('PATCH', '/api/webhooks/:id', { events: ['job.failed'] })).status).toBe(200);
    expect((await send('GET', '/api/tokens')).status).toBe(200);
    expect(await codeOf(await send('POST', '/api/account/confirm', { password: 'wrong' }))).toBe(
      'wrong_password',
    );
    const tokens = await send('POST', '/api/tokens', { name: 'A script' });
    expect(await codeOf(tokens)).toBe('confirmation_required');
    const confirmed = await send('POST', '/api/account/confirm', { password: PASSWORD });
    expect(confirmed.status).toBe(204);
    for (const [method, path, body] of SENSITIVE) {
      expect([path, (await send(method, path, body)).ok]).toEqual([path, true]);
    }
  });

  it('sets a first password only after signing in again', async ({ unconfirmed }) => {
    await unconfirmed.age();
    const body = { password: 'a quite different phrase' };
    const response = await sendJson(unconfirmed.fetch, 'POST', '/api/account/password', body);
    expect(await codeOf(response)).toBe('confirmation_required');
  });

  it('finds the sign-in page open, which others pass by', async ({ unconfirmed }) => {
    const again = await unconfirmed.fetch('/sign-in?again=1&callbackUrl=%2Fsettings%2Ftokens');
    expect([again.status, await again.text()]).toEqual([
      200,
      expect.stringContaining('Sign in again, in any of your ways'),
    ]);
    expect((await unconfirmed.fetch('/sign-in?callbackUrl=%2Fsettings%2Ftokens')).status).toBe(307);
  });
});

describe('a disabled user', () => {
  it('is told so with the right password only, and is signed out everywhere', async ({
    app,
    database,
    unconfirmed,
  }) => {
    const { db } = database;
    await db.update(users).set({ disabledAt: 1 }).where(eq(users.id, unconfirmed.userId));
    expect((await unconfirmed.fetch('/api/jobs')).status).toBe(401);
    const enter = async (password: string) => {
      const { csrfToken } = (await (await unconfirmed.fetch('/api/auth/csrf')).json()) as {
        csrfToken: string;
      };
      const form = { csrfToken, email: unconfirmed.email, password, json: 'true' };
      const response = await unconfirmed.fetch('/api/auth/callback/credentials', {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      return [response.status, ((await response.json()) as { url: string }).url];
    };
    expect(await enter('a wrong guess')).toEqual([401, '/sign-in?error=CredentialsSignin']);
    expect(await enter(PASSWORD)).toEqual([403, '/sign-in?error=AccountDisabled']);
    const page = await fetch(`${app.url}/sign-in?error=AccountDisabled`);
    expect(await page.text()).toContain('This account is disabled');
  });
});
