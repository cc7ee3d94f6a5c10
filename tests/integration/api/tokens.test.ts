import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '@/lib/tokens';
import { newToken } from '@/lib/tokens/format';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { bearer, makeToken, tokenOf } from '../../setup/token';
import { startUpstream, type Upstream } from '../../setup/upstream';

let app: RunningApp;
let upstream: Upstream;
let owner: Client;
let jobId: string;

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const ask = (path: string, token: string, init?: RequestInit) =>
  fetch(`${app.url}${path}`, bearer(token, init));
const codeOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string } }).error.code;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({ env: { GEPETTO_API_KEY: TEST_KEY, GEPETTO_API_URL: upstream.url } });
  owner = await signedIn(app.url);
  jobId = `job-${randomUUID()}`;
  const picture = new URL('/pictures/one.png', upstream.url).href;
  upstream.set(jobId, {
    kind: 'json',
    body: JSON.stringify({ status: 'success', output: picture }),
  });
  await owner.fetch('/api/jobs', json('POST', { text: jobId }));
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

/** Every route for those whom we know, and the scope that it asks of a token; null where it takes none. */
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
];

describe('a token', () => {
  it.each(SCOPES)(
    'with the scope %s may do that and nothing else, on every route',
    async (scope) => {
      const token = await tokenOf(owner, { scopes: [scope] });
      for (const [method, pattern, needed, body] of ROUTES) {
        const filled = JSON.parse(JSON.stringify(body ?? null).replace(':id', jobId));
        const init = json(method, body === undefined ? undefined : filled);
        const response = await ask(pattern.replace(':id', jobId), token, init);
        const route = `${method} ${pattern}`;
        expect(response.headers.get('ratelimit-limit'), route).toBe('600');
        if (needed === scope) {
          expect([route, [200, 201, 204, 404].includes(response.status)]).toEqual([route, true]);
          // Upstream has no such list here, and nobody has made such a link.
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
      await owner.fetch('/api/jobs', json('POST', { text: jobId }));
    },
  );

  it('asks in the name of its user: the job enters that history, and is to others what does not exist', async () => {
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

  it('is judged alone: a cookie beside it lends it nothing', async () => {
    const read = await tokenOf(owner);
    const stranger = await tokenOf(await signedIn(app.url));
    const withCookie = (token: string, init?: RequestInit) =>
      owner.fetch(`/api/jobs/${jobId}`, bearer(token, init));
    expect((await withCookie(read)).status).toBe(200);
    expect((await withCookie(stranger)).status).toBe(404);
    expect((await withCookie(newToken())).status).toBe(401);
    expect((await withCookie(read, json('DELETE'))).status).toBe(403);
  });

  it('needs no page of ours to ask for a change; a cookie goes on needing one', async () => {
    const token = await tokenOf(owner, { scopes: ['jobs:write'] });
    const change = json('PATCH', { label: 'kept' });
    expect((await ask(`/api/jobs/${jobId}`, token, change)).status).toBe(200);
    const init = { ...change, headers: { ...change.headers, origin: 'https://evil.example' } };
    expect((await owner.fetch(`/api/jobs/${jobId}`, init)).status).toBe(403);
  });

  it('is shown to its owner alone and by nothing that it once was', async () => {
    const { token, view } = await makeToken(owner);
    const page = await (await owner.fetch('/settings/tokens')).text();
    const list = await (await owner.fetch('/api/tokens')).text();
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

describe('making a token', () => {
  it.each([{}, { name: 'x', expiresInDays: 366 }, { name: 'x', scopes: ['root'] }])(
    'with %j is refused in one sentence',
    async (body) => {
      const response = await owner.fetch('/api/tokens', json('POST', body));
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('invalid_request');
    },
  );

  it('by a page of another site is refused', async () => {
    const init = json('POST', { name: 'x' });
    const headers = { ...init.headers, origin: 'https://evil.example' };
    expect((await owner.fetch('/api/tokens', { ...init, headers })).status).toBe(403);
  });
});
