import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { browserFetch, type Client, PASSWORD, signedIn } from '../../setup/client';
import { status } from '../../setup/receiver';
import { test } from '../../setup/test';
import { DONE } from '../../setup/webhooks';

type Line = { security?: string; level: string; from?: string; userId?: string } & Record<
  string,
  unknown
>;

const ADDRESS = '203.0.113.9';
const FROM = { 'x-forwarded-for': ADDRESS };

const it = test
  /** The lines of the security log so far. */
  .extend(
    'securityLog',
    ({ app }) =>
      (): Line[] =>
        app
          .output()
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .map((line) => JSON.parse(line) as Line)
          .filter(({ security }) => security !== undefined),
  )
  /** Waits for the next line about an event. */
  .extend('expectEvent', ({ securityLog }) => {
    const seen = securityLog().length;
    return async (security: string, fields: object = {}): Promise<Line> => {
      const found = () =>
        securityLog()
          .slice(seen)
          .find((line) => line.security === security);
      await expect.poll(found).toMatchObject({ from: ADDRESS, ...fields });
      return found() as Line;
    };
  })
  .extend('call', ({ user }) => async (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json', ...FROM };
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await user.fetch(path, init);
    expect(response.ok, `${method} ${path}`).toBe(true);
    return response.status === 204 ? {} : response.json();
  });
it.override('env', { WEBHOOKS_ALLOW_PRIVATE: 'true', TRUST_PROXY: '1' });

async function tryPassword(
  fetch: Client['fetch'],
  email: string,
  password: string,
): Promise<number> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email, password, json: 'true' });
  const path = '/api/auth/callback/credentials';
  return (await fetch(path, { method: 'POST', headers: FROM, body })).status;
}

describe('the security log', () => {
  it('has sign-ups, sign-ins and sign-outs, and those that failed', async ({
    app,
    securityLog,
    expectEvent,
  }) => {
    const { email, fetch } = await signedIn(app.url);
    const { userId } = (securityLog().at(-1) ?? {}) as Line;
    expect(userId).toMatch(/^[0-9a-f-]{36}$/);
    expect(securityLog().slice(-2)).toMatchObject([
      { security: 'signed_up', level: 'info', method: 'password', userId },
      { security: 'signed_in', level: 'info', method: 'password', userId },
    ]);
    expect(await tryPassword(fetch, email, `${PASSWORD}?`)).toBe(401);
    const failed = { level: 'warn', method: 'password', reason: 'wrong_credentials' };
    const { account } = await expectEvent('sign_in_failed', { ...failed, userId });
    expect(account).toMatch(/^[0-9a-f]{16}$/);
    expect(await tryPassword(fetch, `${randomUUID()}@example.com`, PASSWORD)).toBe(401);
    const others = () => securityLog().filter((line) => line.security === 'sign_in_failed');
    await expect.poll(() => others().at(-1)?.userId).toBeUndefined();
    expect(others().at(-1)?.account).not.toBe(account);
    const again = await fetch('/api/sign-up', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...FROM },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(again.status).toBe(409);
    await expectEvent('sign_up_failed', { level: 'warn', reason: 'email_taken', account });
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, json: 'true' });
    await fetch('/api/auth/signout', { method: 'POST', headers: FROM, body });
    await expectEvent('signed_out', { level: 'info', userId });
  });

  it('has attempts that were too many', async ({ app, expectEvent }) => {
    const { email } = await signedIn(app.url);
    // Another browser: one that has signed in before is not kept out.
    const fetch = browserFetch(app.url);
    for (let i = 0; i < 10; i++) await tryPassword(fetch, email, 'not the password');
    expect(await tryPassword(fetch, email, PASSWORD)).toBe(429);
    await expect.poll(() => app.output().includes('"reason":"too_many_requests"')).toBe(true);
    await expectEvent('sign_in_failed', { method: 'password' });
  });

  it('has what happens to tokens, and tokens that were rejected', async ({
    app,
    call,
    expectEvent,
  }) => {
    const body = { name: 'One', scopes: ['jobs:read'], expiresInDays: 1 };
    const { token, id } = (await call('POST', '/api/tokens', body)) as Record<string, string>;
    expect(token).toMatch(/^bottega_pat_/);
    const { tokenId } = await expectEvent('token_created');
    expect(tokenId).toMatch(/^[0-9a-f-]{36}$/);
    await call('DELETE', `/api/tokens/${tokenId ?? id}`);
    await expectEvent('token_revoked', { tokenId });
    const headers = { authorization: `Bearer ${token}`, ...FROM };
    expect((await fetch(`${app.url}/api/jobs`, { headers })).status).toBe(401);
    await expectEvent('token_rejected', { level: 'warn' });
  });

  it('has what happens to share links', async ({ upstream, call, expectEvent }) => {
    const id = upstream.add(DONE);
    await call('POST', '/api/jobs', { id });
    await call('POST', `/api/jobs/${id}/shares`);
    const { shareId } = await expectEvent('share_created');
    await call('DELETE', `/api/jobs/${id}/shares/${shareId}`);
    await expectEvent('share_revoked', { shareId });
  });

  it('has what happens to webhooks and their secrets', async ({ receiver, call, expectEvent }) => {
    const made = (await call('POST', '/api/webhooks', { url: `${receiver.url}/x` })) as {
      webhook: { id: string };
    };
    const webhookId = made.webhook.id;
    const path = `/api/webhooks/${webhookId}`;
    await expectEvent('webhook_created', { webhookId });
    await call('GET', `${path}/secret`);
    await expectEvent('webhook_secret_shown', { webhookId });
    await call('POST', `${path}/secret`);
    await expectEvent('webhook_secret_rotated', { webhookId });
    await call('PATCH', path, { enabled: true });
    await expectEvent('webhook_enabled', { webhookId, reason: 'owner' });
    receiver.answer('/x', status(410));
    await call('POST', `${path}/test`);
    await expectEvent('webhook_disabled', { webhookId, reason: 'gone' });
    await call('DELETE', path);
    await expectEvent('webhook_deleted', { webhookId });
  });

  it('has wrong cron secrets', async ({ app, expectEvent }) => {
    const headers = { authorization: 'Bearer a wrong secret', ...FROM };
    await fetch(`${app.url}/api/cron/sweep`, { headers });
    await expectEvent('cron_rejected', { level: 'warn' });
  });

  it('has no secret and no email address', async ({ app, user, call }) => {
    const body = { name: 'Name in a line', scopes: ['jobs:read'], expiresInDays: 1 };
    const { token } = (await call('POST', '/api/tokens', body)) as { token: string };
    await expect.poll(() => app.output()).toContain('token_created');
    await tryPassword(user.fetch, user.email, 'wrong-password-1234');
    const output = app.output();
    for (const secret of [token, PASSWORD, 'wrong-password-1234', user.email, 'Name in a line']) {
      expect(output).not.toContain(secret);
    }
  });
});
