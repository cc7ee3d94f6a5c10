import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { startUpstream, type Upstream } from '../../setup/upstream';

let app: RunningApp;
let upstream: Upstream;
let owner: Client;
let stranger: Client;
let jobId: string;
let share: { id: string; path: string };

const json = (method: string, body?: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({ env: { GEPETTO_API_KEY: TEST_KEY, GEPETTO_API_URL: upstream.url } });
  owner = await signedIn(app.url);
  stranger = await signedIn(app.url);
  jobId = `job-${randomUUID()}`;
  const picture = new URL('/pictures/one.png', upstream.url).href;
  upstream.set(jobId, {
    kind: 'json',
    body: JSON.stringify({ status: 'success', output: picture }),
  });
  await owner.fetch('/api/jobs', json('POST', { text: jobId }));
  const made = await owner.fetch(`/api/jobs/${jobId}/shares`, json('POST'));
  share = ((await made.json()) as { share: typeof share }).share;
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

/** Every route that shows or changes a job of somebody's history. */
const routes = (id: string): [string, string, unknown?][] => [
  ['GET', `/api/jobs/${id}`],
  ['PATCH', `/api/jobs/${id}`, { label: 'stolen' }],
  ['DELETE', `/api/jobs/${id}`],
  ['POST', `/api/jobs/${id}/check`],
  ['GET', `/api/jobs/${id}/picture`],
  ['GET', `/api/jobs/${id}/shares`],
  ['POST', `/api/jobs/${id}/shares`],
  ['DELETE', `/api/jobs/${id}/shares/${share.id}`],
];

describe('a job of somebody else', () => {
  it('is the same 404 as a job that does not exist, on every route, and upstream is not asked', async () => {
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
    expect((await owner.fetch(`/api/jobs/${jobId}`)).status).toBe(200);
  });

  it('has a page that is not found', async () => {
    expect((await stranger.fetch(`/jobs/${jobId}`)).status).toBe(404);
    expect((await owner.fetch(`/jobs/${jobId}`)).status).toBe(200);
  });
});

describe('nobody', () => {
  it('gets 401 from every route and the sign-in page from every page', async () => {
    const more: [string, string, unknown?][] = [
      ['GET', '/api/jobs'],
      ['POST', '/api/jobs', { text: jobId }],
      ['GET', `/api/jobs/live?id=${jobId}`],
      ['GET', '/api/jobs/export'],
      ['POST', '/api/samples'],
      ['GET', '/api/tokens'],
      ['POST', '/api/tokens', { name: 'x' }],
      ['DELETE', '/api/tokens/none'],
      ['GET', `/v1/job/${jobId}`],
    ];
    for (const [method, path, body] of [...routes(jobId), ...more]) {
      const init = json(method, body);
      init.headers = { ...init.headers, origin: app.url };
      const response = await fetch(`${app.url}${path}`, init);
      expect([method, path, response.status]).toEqual([method, path, 401]);
    }
    for (const path of ['/jobs', `/jobs/${jobId}`, '/settings/tokens']) {
      const response = await fetch(`${app.url}${path}`, { redirect: 'manual' });
      expect(response.status).toBe(307);
      expect(response.headers.get('location')).toContain('/sign-in?callbackUrl=');
    }
  });
});

describe('a change', () => {
  it.each([
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['a null Origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['no Origin', { origin: '' }],
  ])('with %s is refused and changes nothing', async (_name, headers) => {
    for (const [method, path, body] of routes(jobId).filter(([m]) => m !== 'GET')) {
      const init = json(method, body);
      const response = await owner.fetch(path, {
        ...init,
        headers: { ...init.headers, ...headers },
      });
      expect([method, path, response.status]).toEqual([method, path, 403]);
    }
    const { job } = (await (await owner.fetch(`/api/jobs/${jobId}`)).json()) as {
      job: { label: string | null };
    };
    expect(job.label).toBeNull();
  });

  it('must be JSON of a reasonable size', async () => {
    const plain = await owner.fetch('/api/jobs', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ text: jobId }),
    });
    expect(plain.status).toBe(400);
    expect(
      (await owner.fetch('/api/jobs', json('POST', { text: 'x'.repeat(70_000) }))).status,
    ).toBe(413);
    const broken = await owner.fetch('/api/jobs', { ...json('POST'), body: '{"text":' });
    expect(broken.status).toBe(400);
  });
});

describe('a share', () => {
  it('shows the result without an account and nothing of the owner', async () => {
    const page = await fetch(`${app.url}${share.path}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).not.toContain(owner.email);
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

  it('is gone at once when revoked, and looks as if it had never been', async () => {
    const made = await owner.fetch(`/api/jobs/${jobId}/shares`, json('POST'));
    const { share: second } = (await made.json()) as { share: { id: string; path: string } };
    expect((await fetch(`${app.url}${second.path}`)).status).toBe(200);
    const revoked = await owner.fetch(`/api/jobs/${jobId}/shares/${second.id}`, json('DELETE'));
    expect(revoked.status).toBe(204);
    const never = `/s/${'A'.repeat(43)}`;
    for (const suffix of ['', '/picture', '/picture?of=input']) {
      const gone = await fetch(`${app.url}${second.path}${suffix}`);
      const unknown = await fetch(`${app.url}${never}${suffix}`);
      expect(gone.status).toBe(404);
      expect(unknown.status).toBe(404);
      if (suffix) expect(await gone.text()).toBe(await unknown.text());
    }
    for (const token of [second.path, share.path, never]) {
      for (const query of ['of=bogus', 'download=0']) {
        const senseless = await fetch(`${app.url}${token}/picture?${query}`);
        expect([query, senseless.status]).toEqual([query, 400]);
      }
    }
    expect((await fetch(`${app.url}${share.path}`)).status).toBe(200);
  });
});
