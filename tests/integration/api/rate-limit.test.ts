import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { test } from '../../setup/test';
import { bearer, tokenOf } from '../../setup/token';

const PER_TOKEN = 30;

const it = test.extend(
  'ask',
  ({ app }) =>
    (path: string, token: string) =>
      fetch(`${app.url}${path}`, bearer(token)),
);
it.override('env', { API_REQUESTS_PER_MINUTE: String(PER_TOKEN) });

const limitsOf = ({ headers }: Response) => ({
  limit: Number(headers.get('ratelimit-limit')),
  remaining: Number(headers.get('ratelimit-remaining')),
  reset: Number(headers.get('ratelimit-reset')),
  policy: headers.get('ratelimit-policy'),
});

/** Sends requests until one is refused; returns how many were served and the refusal. */
async function drain(once: () => Promise<Response>): Promise<[number, Response]> {
  for (let served = 0; ; served++) {
    const response = await once();
    if (response.status === 429) return [served, response];
    await response.arrayBuffer();
  }
}

describe('too many requests', () => {
  it('by one token are rejected with Retry-After and without an upstream request', async ({
    app,
    upstream,
    ask,
  }) => {
    const token = await tokenOf(await signedIn(app.url));
    const first = await ask('/api/jobs', token);
    expect(limitsOf(first)).toMatchObject({ limit: 30, remaining: 29, policy: '30;w=60' });

    const [through, refused] = await drain(() => ask('/api/jobs', token));
    expect(through).toBe(PER_TOKEN - 1);
    const { remaining, reset } = limitsOf(refused);
    expect(remaining).toBe(0);
    expect(reset).toBeGreaterThan(0);
    expect(reset).toBeLessThanOrEqual(60);
    expect(Number(refused.headers.get('retry-after'))).toBe(reset);
    const { error } = (await refused.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('too_many_requests');
    expect(error.message).toMatch(
      /^You sent more than 30 requests in a minute\. Try again in \d+ s\.$/,
    );

    const id = upstream.add({ kind: 'json', body: '{"status":"pending"}' });
    expect((await ask(`/v1/job/${id}`, token)).status).toBe(429);
    expect(upstream.requestsFor(id)).toEqual([]);
  });

  it('by one user are rejected for tokens and cookie alike, and do not affect other users', async ({
    app,
    ask,
  }) => {
    const user = await signedIn(app.url);
    const first = await tokenOf(user);
    await drain(() => ask('/api/jobs', first));
    const second = await tokenOf(user);
    // The user has 60: the first token has spent 30, and creating two tokens cost one each.
    const [through, refused] = await drain(() => ask('/api/jobs', second));
    expect(through).toBe(28);
    expect(limitsOf(refused)).toMatchObject({ limit: 60, remaining: 0 });
    const byCookie = await user.fetch('/api/jobs');
    expect(byCookie.status).toBe(429);
    expect(limitsOf(byCookie)).toMatchObject({ limit: 60, remaining: 0 });

    const other = await signedIn(app.url);
    expect((await other.fetch('/api/jobs')).status).toBe(200);
    expect((await ask('/api/jobs', await tokenOf(other))).status).toBe(200);
  });

  it('are counted in the headers of every response, including errors', async ({ app, ask }) => {
    const other = await signedIn(app.url);
    const token = await tokenOf(other);
    const remaining: number[] = [];
    for (const path of ['/v1/job/a.b', '/api/jobs/none', '/api/tokens', '/api/jobs']) {
      remaining.push(limitsOf(await ask(path, token)).remaining);
    }
    expect(remaining).toEqual([29, 28, 27, 26]);
    const nobody = await ask('/api/jobs', 'none');
    expect(nobody.headers.get('ratelimit-limit')).toBeNull();
  });
});
