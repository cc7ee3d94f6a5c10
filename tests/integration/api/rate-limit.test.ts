import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { bearer, tokenOf } from '../../setup/token';
import { startUpstream, type Upstream } from '../../setup/upstream';

const PER_TOKEN = 30;

let app: RunningApp;
let upstream: Upstream;
let user: Client;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: {
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
      API_REQUESTS_PER_MINUTE: String(PER_TOKEN),
    },
  });
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

const ask = (path: string, token: string) => fetch(`${app.url}${path}`, bearer(token));
const limitsOf = ({ headers }: Response) => ({
  limit: Number(headers.get('ratelimit-limit')),
  remaining: Number(headers.get('ratelimit-remaining')),
  reset: Number(headers.get('ratelimit-reset')),
  policy: headers.get('ratelimit-policy'),
});

/** Asks until refused; gives back how often it was let through and the refusal. */
async function drain(once: () => Promise<Response>): Promise<[number, Response]> {
  for (let through = 0; ; through++) {
    const response = await once();
    if (response.status === 429) return [through, response];
    await response.arrayBuffer();
  }
}

describe('too many requests', () => {
  it('by one token are refused with when to come back, and upstream is not asked', async () => {
    user = await signedIn(app.url);
    const token = await tokenOf(user);
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
      /^That was more than 30 requests in a minute\. Try again in \d+ s\.$/,
    );

    const id = `job-${randomUUID()}`;
    upstream.set(id, { kind: 'json', body: '{"status":"pending"}' });
    expect((await ask(`/v1/job/${id}`, token)).status).toBe(429);
    expect(upstream.requests).toEqual([]);
  });

  it('by one user are refused whatever they come by, and leave others alone', async () => {
    const second = await tokenOf(user);
    // The user has 60: one token has spent 30, and making two of them cost one each.
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

  it('are counted on every answer, errors too', async () => {
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
