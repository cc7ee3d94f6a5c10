import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { tokens } from '@/lib/db';
import { newToken } from '@/lib/tokens/format';
import { signedIn } from '../../setup/client';
import { onEachDatabase, test } from '../../setup/test';
import { bearer, makeToken, tokenOf } from '../../setup/token';

const DONE = '{"status":"success","output":"https://a.example/x.png"}';
const DAY = 24 * 60 * 60 * 1_000;
const URL_NAMES = ['access_token', 'token', 'api_key', 'apikey', 'Authorization', 'bearer'];

const processes = test
  .extend('user', { scope: 'file' }, ({ instances: [first] }) => signedIn(first.url))
  /** Sends a request to the first or the second process. */
  .extend(
    'at',
    ({ instances }) =>
      (process: 0 | 1, path: string, init?: RequestInit) =>
        fetch(`${instances[process].url}${path}`, { redirect: 'manual', ...init }),
  );

async function refusal(response: Response) {
  const text = await response.text();
  const { error } = JSON.parse(text) as { error: Record<string, string> };
  expect(Object.keys(error)).toEqual(['code', 'message']);
  expect(error.message).toMatch(/^[A-Z].+\.$/);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  const challenge = response.headers.get('www-authenticate');
  return { status: response.status, code: error.code, challenge, text };
}

describe.each(onEachDatabase(processes))('two processes on one $kind database', ({ it }) => {
  it('reject every invalid token with the same response and without an upstream request', async ({
    database,
    upstream,
    user,
    at,
  }) => {
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
    const id = upstream.add({ kind: 'json', body: DONE });
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

  it.for(['Basic eDp5', 'Token abc', 'Digest a="b"', 'bottega_pat_', 'Bearerx y', ''])(
    'reject the scheme of %j even with a valid cookie, without a Bearer error',
    async (authorization, { upstream, user }) => {
      const id = upstream.add({ kind: 'json', body: DONE });
      const response = await user.fetch(`/v1/job/${id}`, { headers: { authorization } });
      expect(await refusal(response)).toMatchObject({
        status: 401,
        code: 'unauthenticated',
        challenge: 'Bearer realm="bottega"',
      });
      expect(upstream.requests.filter(({ url }) => url.includes(id))).toEqual([]);
    },
  );

  it('accept `bearer` in any case and with several spaces', async ({ user, at }) => {
    const token = await tokenOf(user);
    for (const authorization of [`bearer ${token}`, `BEARER   ${token}`, `Bearer ${token}  `]) {
      expect((await at(0, '/api/jobs', { headers: { authorization } })).status).toBe(200);
    }
  });

  it('reject credentials in the URL, even valid ones beside a valid header', async ({
    upstream,
    user,
    at,
  }) => {
    const token = await tokenOf(user);
    const id = upstream.add({ kind: 'json', body: DONE });
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

  it('both reject a token after one of them has revoked it', async ({ upstream, user, at }) => {
    const { token, view } = await makeToken(user);
    const id = upstream.add({ kind: 'json', body: DONE });
    for (const process of [0, 1] as const) {
      expect((await at(process, `/v1/job/${id}`, bearer(token))).status).toBe(200);
    }
    expect((await user.fetch(`/api/tokens/${view.id}`, { method: 'DELETE' })).status).toBe(204);
    for (const process of [1, 0] as const) {
      const init = bearer(token, { headers: { 'if-none-match': '*' } });
      expect((await at(process, `/v1/job/${id}`, init)).status).toBe(401);
    }
  });

  it('never respond with 500 to a malformed bearer', async ({ at }) => {
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
