import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { test } from '../../setup/test';

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

const it = test
  .extend('jobId', { scope: 'file' }, async ({ upstream, user }) => {
    const output = new URL('/pictures/one.png', upstream.url).href;
    const id = upstream.add({ kind: 'json', body: JSON.stringify({ status: 'success', output }) });
    await user.fetch('/api/jobs', json('POST', { text: id }));
    return id;
  })
  .extend('createShare', { scope: 'file' }, ({ user, jobId }) => async () => {
    const response = await user.fetch(`/api/jobs/${jobId}/shares`, json('POST'));
    return ((await response.json()) as { share: { id: string; path: string } }).share;
  })
  .extend('share', { scope: 'file' }, ({ createShare }) => createShare())
  /** Every route that shows or changes a job of a history. */
  .extend('routes', ({ share }) => (id: string): [string, string, unknown?][] => [
    ['GET', `/api/jobs/${id}`],
    ['PATCH', `/api/jobs/${id}`, { label: 'stolen' }],
    ['DELETE', `/api/jobs/${id}`],
    ['POST', `/api/jobs/${id}/check`],
    ['POST', `/api/jobs/${id}/result`],
    ['GET', `/api/jobs/${id}/picture`],
    ['GET', `/api/jobs/${id}/shares`],
    ['POST', `/api/jobs/${id}/shares`],
    ['DELETE', `/api/jobs/${id}/shares/${share.id}`],
  ]);

describe('the job of another user', () => {
  it('is the same 404 as an unknown job on every route, without an upstream request', async ({
    upstream,
    user,
    stranger,
    jobId,
    routes,
  }) => {
    const before = upstream.requests.length;
    const unknown = `job-${randomUUID()}`;
    for (const [index, [method, path, body]] of routes(jobId).entries()) {
      const foreign = await stranger.fetch(path, json(method, body));
      const [, otherPath] = routes(unknown)[index] ?? [];
      const missing = await stranger.fetch(String(otherPath), json(method, body));
      expect([method, path, foreign.status]).toEqual([method, path, 404]);
      expect(await foreign.text()).toBe(await missing.text());
    }
    expect(await (await stranger.fetch(`/api/jobs/live?id=${jobId}`)).json()).toEqual({ jobs: [] });
    expect(upstream.requests).toHaveLength(before);
    expect((await user.fetch(`/api/jobs/${jobId}`)).status).toBe(200);
  });

  it('has no page', async ({ user, stranger, jobId }) => {
    expect((await stranger.fetch(`/jobs/${jobId}`)).status).toBe(404);
    expect((await user.fetch(`/jobs/${jobId}`)).status).toBe(200);
  });
});

describe('a request without a session', () => {
  it('gets 401 from every route and is redirected to sign-in from every page', async ({
    app,
    jobId,
    routes,
  }) => {
    const more: [string, string, unknown?][] = [
      ['GET', '/api/jobs'],
      ['POST', '/api/jobs', { text: jobId }],
      ['GET', `/api/jobs/live?id=${jobId}`],
      ['GET', '/api/jobs/export'],
      ['POST', '/api/samples'],
      ['GET', '/api/tokens'],
      ['POST', '/api/tokens', { name: 'x' }],
      ['DELETE', '/api/tokens/none'],
      ['GET', '/api/account/confirm'],
      ['POST', '/api/account/confirm', { password: 'x' }],
      ['PATCH', '/api/account/password', { current: 'x', password: 'a long new password' }],
      ['POST', '/api/account/password', { password: 'a long new password' }],
      ['GET', '/api/account/export'],
      ['POST', '/api/account/export'],
      ['POST', '/api/account/deletion', { email: 'x' }],
      ['DELETE', '/api/account/sessions'],
      ['DELETE', '/api/account/sessions/none'],
      ['GET', `/v1/job/${jobId}`],
    ];
    for (const [method, path, body] of [...routes(jobId), ...more]) {
      const init = json(method, body);
      init.headers = { ...init.headers, origin: app.url };
      const response = await fetch(`${app.url}${path}`, init);
      expect([method, path, response.status]).toEqual([method, path, 401]);
    }
    const settings = ['account', 'security', 'tokens', 'webhooks'].map(
      (name) => `/settings/${name}`,
    );
    for (const path of ['/jobs', `/jobs/${jobId}`, ...settings]) {
      const response = await fetch(`${app.url}${path}`, { redirect: 'manual' });
      expect(response.status).toBe(307);
      expect(response.headers.get('location')).toContain('/sign-in?callbackUrl=');
    }
  });
});

describe('a change', () => {
  it.for([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['a null Origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['no Origin', { origin: '' }],
  ] as [string, Record<string, string>][])(
    'with %s is rejected and changes nothing',
    async ([_name, headers], { user, jobId, routes }) => {
      for (const [method, path, body] of routes(jobId).filter(([m]) => m !== 'GET')) {
        const init = json(method, body);
        const response = await user.fetch(path, {
          ...init,
          headers: { ...init.headers, ...headers },
        });
        expect([method, path, response.status]).toEqual([method, path, 403]);
      }
      const { job } = (await (await user.fetch(`/api/jobs/${jobId}`)).json()) as {
        job: { label: string | null };
      };
      expect(job.label).toBeNull();
    },
  );

  it('must have a JSON body of limited size', async ({ user, jobId }) => {
    const plain = await user.fetch('/api/jobs', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ text: jobId }),
    });
    expect(plain.status).toBe(415);
    expect((await user.fetch('/api/jobs', json('POST', { text: 'x'.repeat(70_000) }))).status).toBe(
      413,
    );
    const broken = await user.fetch('/api/jobs', { ...json('POST'), body: '{"text":' });
    expect(broken.status).toBe(400);
  });
});

describe('a share', () => {
  it('shows the result without an account and nothing about its owner', async ({
    app,
    user,
    jobId,
    share,
  }) => {
    const page = await fetch(`${app.url}${share.path}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).not.toContain(user.email);
    expect(html).not.toContain(jobId);
    expect(html).not.toContain('Test Person');
    expect(html).toContain('noindex');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toContain('no-store');
    const picture = await fetch(`${app.url}${share.path}/picture`);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('cache-control')).toBe('private, no-store');
  });

  it('is the same 404 as an unknown share as soon as it is revoked', async ({
    app,
    user,
    jobId,
    createShare,
    share,
  }) => {
    const second = await createShare();
    expect((await fetch(`${app.url}${second.path}`)).status).toBe(200);
    const revoked = await user.fetch(`/api/jobs/${jobId}/shares/${second.id}`, json('DELETE'));
    expect(revoked.status).toBe(204);
    const never = `/s/${'A'.repeat(43)}`;
    for (const suffix of ['', '/picture', '/picture?of=input']) {
      const revokedPage = await fetch(`${app.url}${second.path}${suffix}`);
      const unknown = await fetch(`${app.url}${never}${suffix}`);
      expect(revokedPage.status).toBe(404);
      expect(unknown.status).toBe(404);
      if (suffix) expect(await revokedPage.text()).toBe(await unknown.text());
    }
    for (const token of [second.path, share.path, never]) {
      for (const query of ['of=bogus', 'download=0']) {
        const invalid = await fetch(`${app.url}${token}/picture?${query}`);
        expect([query, invalid.status]).toEqual([query, 400]);
      }
    }
    expect((await fetch(`${app.url}${share.path}`)).status).toBe(200);
  });
});
