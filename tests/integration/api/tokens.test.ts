import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { SCOPES, type Scope } from '@/lib/tokens';
import { newToken } from '@/lib/tokens/format';
import { signedIn } from '../../setup/client';
import { test } from '../../setup/test';
import { bearer, makeToken, tokenOf } from '../../setup/token';

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

const it = test
  .extend(
    'ask',
    ({ app }) =>
      (path: string, token: string, init?: RequestInit) =>
        fetch(`${app.url}${path}`, bearer(token, init)),
  )
  .extend('jobId', { scope: 'file' }, async ({ upstream, user }) => {
    const output = new URL('/pictures/one.png', upstream.url).href;
    const id = upstream.add({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
    await user.fetch('/api/jobs', json('POST', { text: id }));
    return id;
  });

/** Every route that needs credentials, with the scope that a token needs; null where no token is accepted. */
const ROUTES: [string, string, Scope | null, unknown?][] = [
  ['GET', '/v1/job/:id', 'jobs:read'],
  ['GET', '/v1/styles', 'jobs:read'],
  ['GET', '/api/jobs', 'jobs:read'],
  ['GET', '/api/jobs/live?id=:id', 'jobs:read'],
  ['GET', '/api/jobs/export', 'jobs:read'],
  ['GET', '/api/jobs/:id', 'jobs:read'],
  ['GET', '/api/jobs/:id/picture', 'jobs:read'],
  ['POST', '/api/jobs', 'jobs:write', { text: ':id' }],
  ['PATCH', '/api/jobs/:id', 'jobs:write', { label: 'by a script' }],
  ['POST', '/api/jobs/:id/check', 'jobs:write'],
  ['POST', '/api/jobs/:id/result', 'jobs:write'],
  ['GET', '/api/submissions', 'jobs:start'],
  ['POST', '/api/jobs/:id/shares', 'shares:write'],
  ['GET', '/api/jobs/:id/shares', 'shares:write'],
  ['DELETE', '/api/jobs/:id/shares/none', 'shares:write'],
  ['DELETE', '/api/jobs/:id', 'jobs:write'],
  ['POST', '/api/samples', null],
  ['GET', '/api/tokens', null],
  ['POST', '/api/tokens', null, { name: 'One more' }],
  ['DELETE', '/api/tokens/none', null],
  ['GET', '/api/webhooks', null],
  ['POST', '/api/webhooks', null, { url: 'https://hooks.example/' }],
  ['GET', '/api/webhooks/none', null],
  ['PATCH', '/api/webhooks/none', null, { enabled: false }],
  ['DELETE', '/api/webhooks/none', null],
  ['GET', '/api/webhooks/none/secret', null],
  ['POST', '/api/webhooks/none/secret', null],
  ['POST', '/api/webhooks/none/test', null],
  ['GET', '/api/webhooks/none/deliveries', null],
  ['POST', '/api/webhooks/none/deliveries/none/redeliver', null],
  ['GET', '/api/account/confirm', null],
  ['POST', '/api/account/confirm', null, { password: 'x' }],
  ['PATCH', '/api/account/password', null, { current: 'x', password: 'a long new password' }],
  ['POST', '/api/account/password', null, { password: 'a long new password' }],
  ['DELETE', '/api/account/sessions', null],
  ['DELETE', '/api/account/sessions/none', null],
];

describe('a token', () => {
  it.for(SCOPES)(
    'with the scope %s has access to the routes of that scope only',
    async (scope, { user, jobId, ask }) => {
      const token = await tokenOf(user, { scopes: [scope] });
      for (const [method, pattern, needed, body] of ROUTES) {
        const filled = JSON.parse(JSON.stringify(body ?? null).replace(':id', jobId));
        const init = json(method, body === undefined ? undefined : filled);
        const response = await ask(pattern.replace(':id', jobId), token, init);
        const route = `${method} ${pattern}`;
        expect(response.headers.get('ratelimit-limit'), route).toBe('600');
        if (needed === scope) {
          expect([route, [200, 201, 204, 404].includes(response.status)]).toEqual([route, true]);
          // This upstream has no catalogues, and the share does not exist.
          if (response.status === 404) expect(route).toMatch(/styles$|shares\/none$/);
          await response.arrayBuffer();
          continue;
        }
        expect([route, response.status]).toEqual([route, 403]);
        const challenge = response.headers.get('www-authenticate');
        expect(challenge).toContain('Bearer realm="bottega", error="insufficient_scope"');
        if (needed) expect(challenge).toContain(`scope="${needed}"`);
        expect(await codeOf(response)).toBe(needed ? 'insufficient_scope' : 'token_not_allowed');
      }
      await user.fetch('/api/jobs', json('POST', { text: jobId }));
    },
  );

  it("acts for its user: a job enters that user's history and does not exist for others", async ({
    app,
    jobId,
    ask,
  }) => {
    const stranger = await signedIn(app.url);
    const token = await tokenOf(stranger, { scopes: ['jobs:read', 'jobs:write'] });
    const foreign = await ask(`/api/jobs/${jobId}`, token);
    const unknown = await ask(`/api/jobs/${randomUUID()}`, token);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(await foreign.text()).toBe(await unknown.text());
    expect((await ask(`/v1/job/${jobId}`, token)).status).toBe(200);
    const { jobs } = (await (await stranger.fetch('/api/jobs')).json()) as {
      jobs: { id: string }[];
    };
    expect(jobs.map(({ id }) => id)).toEqual([jobId]);
  });

  it('takes precedence over a cookie', async ({ app, user, jobId }) => {
    const read = await tokenOf(user);
    const stranger = await tokenOf(await signedIn(app.url));
    const withCookie = (token: string, init?: RequestInit) =>
      user.fetch(`/api/jobs/${jobId}`, bearer(token, init));
    expect((await withCookie(read)).status).toBe(200);
    expect((await withCookie(stranger)).status).toBe(404);
    expect((await withCookie(newToken())).status).toBe(401);
    expect((await withCookie(read, json('DELETE'))).status).toBe(403);
  });

  it('needs no matching Origin for a change; a cookie does', async ({ user, jobId, ask }) => {
    const token = await tokenOf(user, { scopes: ['jobs:write'] });
    const change = json('PATCH', { label: 'kept' });
    expect((await ask(`/api/jobs/${jobId}`, token, change)).status).toBe(200);
    const init = { ...change, headers: { ...change.headers, origin: 'https://evil.example' } };
    expect((await user.fetch(`/api/jobs/${jobId}`, init)).status).toBe(403);
  });

  it('is listed for its owner only, by its prefix only', async ({ app, user, ask }) => {
    const { token, view } = await makeToken(user);
    const page = await (await user.fetch('/settings/tokens')).text();
    const list = await (await user.fetch('/api/tokens')).text();
    expect(page).toContain(view.prefix);
    expect(list).toContain(view.prefix);
    for (const text of [page, list, app.output()]) expect(text).not.toContain(token.slice(0, 24));
    const stranger = await signedIn(app.url);
    expect(await (await stranger.fetch('/settings/tokens')).text()).not.toContain(view.prefix);
    const revoke = await stranger.fetch(`/api/tokens/${view.id}`, json('DELETE'));
    const never = await stranger.fetch('/api/tokens/none', json('DELETE'));
    expect([revoke.status, never.status]).toEqual([404, 404]);
    expect(await revoke.text()).toBe(await never.text());
    expect((await ask('/api/jobs', token)).status).toBe(200);
  });
});

describe('creating a token', () => {
  it.for([{}, { name: 'x', expiresInDays: 366 }, { name: 'x', scopes: ['root'] }])(
    'with %j is rejected',
    async (body, { user }) => {
      const response = await user.fetch('/api/tokens', json('POST', body));
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('invalid_request');
    },
  );

  it('from another origin is rejected', async ({ user }) => {
    const init = json('POST', { name: 'x' });
    const headers = { ...init.headers, origin: 'https://evil.example' };
    expect((await user.fetch('/api/tokens', { ...init, headers })).status).toBe(403);
  });
});
