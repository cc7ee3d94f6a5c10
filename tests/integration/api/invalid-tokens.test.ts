import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokens } from '@/lib/db';
import { newToken } from '@/lib/tokens/format';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { bearer, makeToken, tokenOf } from '../../setup/token';
import { startUpstream, type Upstream } from '../../setup/upstream';

const DONE = '{"status":"success","output":"https://a.example/x.png"}';
const DAY = 24 * 60 * 60 * 1_000;
const URL_NAMES = ['access_token', 'token', 'api_key', 'apikey', 'Authorization', 'bearer'];

describe.each(databases)('two processes on one %s database', (kind) => {
  let database: FreshDatabase;
  let upstream: Upstream;
  let apps: RunningApp[];
  let user: Client;

  beforeAll(async () => {
    database = await freshDatabase(kind);
    upstream = await startUpstream();
    const env = {
      DATABASE_URL: database.url,
      NEXTAUTH_SECRET: randomUUID(),
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
    };
    apps = await Promise.all([startApp({ env }), startApp({ env })]);
    user = await signedIn(apps[0]?.url ?? '');
  });
  afterAll(async () => {
    await Promise.all((apps ?? []).map((app) => app.stop()));
    await upstream?.close();
    await database?.close();
  });

  const at = (process: 0 | 1, path: string, init?: RequestInit) =>
    fetch(`${apps[process]?.url}${path}`, { redirect: 'manual', ...init });
  const newJob = () => {
    const id = `job-${randomUUID()}`;
    upstream.set(id, { kind: 'json', body: DONE });
    return id;
  };
  async function refusal(response: Response) {
    const text = await response.text();
    const { error } = JSON.parse(text) as { error: Record<string, string> };
    expect(Object.keys(error)).toEqual(['code', 'message']);
    expect(error.message).toMatch(/^[A-Z].+\.$/);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const challenge = response.headers.get('www-authenticate');
    return { status: response.status, code: error.code, challenge, text };
  }

  it('refuse every bad token in the same words, and upstream is not asked', async () => {
    const { token: good } = await makeToken(user);
    const { token: revoked, view } = await makeToken(user);
    await user.fetch(`/api/tokens/${view.id}`, { method: 'DELETE' });
    const expired = await makeToken(user, { expiresInDays: 1 });
    await database.db
      .update(tokens)
      .set({ expiresAt: Date.now() - DAY })
      .where(eq(tokens.id, expired.view.id));

    const bad = {
      wrong: newToken(),
      revoked,
      expired: expired.token,
      truncated: good.slice(0, -1),
      cut: good.slice(0, 20),
      'of the same beginning': `${good.slice(0, 20)}${newToken().slice(20)}`,
      prolonged: `${good}A`,
      'with a wrong checksum': `${good.slice(0, -6)}000000`,
      twice: `${good}, Bearer ${good}`,
      quoted: `"${good}"`,
      SQL: "' OR '1'='1' --",
      long: 'a'.repeat(8_000),
      Latin: 'bottega_pat_\u00e9\u00e8',
      empty: '',
    };
    const id = newJob();
    const texts = new Set<string>();
    for (const [name, token] of Object.entries(bad)) {
      for (const path of [`/v1/job/${id}`, '/api/jobs', '/api/tokens']) {
        const { text, ...answer } = await refusal(await at(0, path, bearer(token)));
        expect([name, answer]).toEqual([
          name,
          {
            status: 401,
            code: 'invalid_token',
            challenge: 'Bearer realm="bottega", error="invalid_token"',
          },
        ]);
        texts.add(text);
      }
    }
    expect(texts.size).toBe(1);
    expect(upstream.requests.filter(({ url }) => url.includes(id))).toEqual([]);
    expect((await at(0, `/v1/job/${id}`, bearer(good))).status).toBe(200);
  });

  it.each(['Basic eDp5', 'Token abc', 'Digest a="b"', 'bottega_pat_', 'Bearerx y', ''])(
    'refuse the scheme of %j, whatever the cookie says, and mention no error of a bearer',
    async (authorization) => {
      const id = newJob();
      const response = await user.fetch(`/v1/job/${id}`, { headers: { authorization } });
      expect(await refusal(response)).toMatchObject({
        status: 401,
        code: 'unauthenticated',
        challenge: 'Bearer realm="bottega"',
      });
      expect(upstream.requests.filter(({ url }) => url.includes(id))).toEqual([]);
    },
  );

  it('take a bearer in any case and with more than one space', async () => {
    const token = await tokenOf(user);
    for (const authorization of [`bearer ${token}`, `BEARER   ${token}`, `Bearer ${token}  `]) {
      expect((await at(0, '/api/jobs', { headers: { authorization } })).status).toBe(200);
    }
  });

  it('refuse credentials in an address, good ones too and beside a good header', async () => {
    const token = await tokenOf(user);
    const id = newJob();
    const paths = [
      ...URL_NAMES.map((name) => `/v1/job/${id}?${name}=${token}`),
      `/v1/job/${id}?access_token=anything`,
      `/v1/job/${id}?q=${token}`,
      `/v1/job/${id}?${token}`,
      `/v1/job/${id}?q=${token.replaceAll('_', '%5f')}`,
      `/v1/job/${token}`,
      `/api/jobs?api-key=x`,
      `/api/jobs?key=x`,
      `/api/jobs?x-api-key=x`,
      `/api/jobs?bearer_token=x`,
      `/api/jobs?access_token[]=x`,
      `/api/jobs?q=${token.slice(0, -4)}`,
      `/api/jobs?q=${token.replaceAll('_', '%255f')}`,
    ];
    for (const path of paths) {
      for (const init of [{}, bearer(token), { headers: { cookie: user.cookie } }]) {
        const answer = await refusal(await at(0, path, init));
        expect([path, answer.status, answer.code]).toEqual([path, 400, 'token_in_url']);
        expect(answer.text).not.toContain(token);
      }
    }
    expect(upstream.requests.filter(({ url }) => url.includes(id))).toEqual([]);
  });

  it('forget a token together: revoked on one, refused by the other at its next request', async () => {
    const { token, view } = await makeToken(user);
    const id = newJob();
    for (const process of [0, 1] as const) {
      expect((await at(process, `/v1/job/${id}`, bearer(token))).status).toBe(200);
    }
    expect((await user.fetch(`/api/tokens/${view.id}`, { method: 'DELETE' })).status).toBe(204);
    for (const process of [1, 0] as const) {
      const init = bearer(token, { headers: { 'if-none-match': '*' } });
      expect((await at(process, `/v1/job/${id}`, init)).status).toBe(401);
    }
  });

  it('answer a malformed bearer with no 500 on any route', async () => {
    const paths = ['/', '/jobs', '/sign-in', '/settings/tokens', '/api/health', '/s/x'];
    paths.push('/api/auth/session', '/api/auth/csrf', '/api/cron/sweep', '/api/jobs/x/picture');
    for (const path of paths) {
      for (const value of [
        'Bearer',
        'Bearer \u00ff',
        `Bearer ${'.'.repeat(5_000)}`,
        'Bearer a b',
      ]) {
        const response = await at(1, path, { headers: { authorization: value } });
        expect([path, response.status < 500]).toEqual([path, true]);
        await response.arrayBuffer();
      }
    }
  });
});
