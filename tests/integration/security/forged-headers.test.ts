import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
import { startChild } from '../../setup/child';
import { browserFetch, PASSWORD } from '../../setup/client';
import { freePort } from '../../setup/free-port';
import { startMailServer } from '../../setup/mail-server';
import { test } from '../../setup/test';

/** Another address in every header that could name one. */
function forged(n: number): Record<string, string> {
  const address = `203.0.${n >> 8}.${n & 255}`;
  const names = [
    'x-forwarded-for',
    'x-real-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'fastly-client-ip',
    'x-vercel-forwarded-for',
  ];
  const own = Object.fromEntries(names.map((name) => [name, address]));
  return { ...own, forwarded: `for=${address}` };
}

type Attempt = (n: number) => Promise<number>;

/** The attempts up to the first that gets 429, itself not counted. */
async function allowed(attempt: Attempt, most: number): Promise<number> {
  for (let n = 0; n <= most; n++) if ((await attempt(n)) === 429) return n;
  return Number.POSITIVE_INFINITY;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Every counter that a client's address is a key of, by what is tried. */
function counters(url: string, headersOf: (n: number) => Record<string, string>) {
  const ask = browserFetch(url);
  const form = async (path: string, n: number, fields: Record<string, string>) => {
    const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, json: 'true', ...fields });
    return (await ask(path, { method: 'POST', headers: headersOf(n), body })).status;
  };
  const credentials = '/api/auth/callback/credentials';
  return {
    signUp: async (n: number) => {
      const body = JSON.stringify({ email: `${randomUUID()}@example.com`, password: PASSWORD });
      const headers = { ...JSON_TYPE, ...headersOf(n) };
      return (await ask('/api/sign-up', { method: 'POST', headers, body })).status;
    },
    signIn: (n: number) =>
      form(credentials, n, { email: 'victim@example.com', password: `${n} is wrong` }),
    signInAnywhere: (n: number) =>
      form(credentials, n, { email: `${n}@example.org`, password: `${n} is wrong` }),
    mail: (n: number) => form('/api/auth/signin/email', n, { email: `${n}@example.net` }),
  };
}

const it = test.extend('mailEnv', async ({}, { onCleanup }) => {
  const server = await startMailServer();
  onCleanup(server.close);
  return { EMAIL_SERVER: server.url, EMAIL_FROM: 'Bottega <bottega@example.com>' };
});

describe('a client that forges its address in every header', () => {
  it('does not evade one counter', async ({ startSeparate, mailEnv }) => {
    const app = await startSeparate({ ...mailEnv, NEXTAUTH_URL: 'http://127.0.0.1' });
    const { signUp, signIn, signInAnywhere, mail } = counters(app.url, forged);
    expect(await allowed(signUp, 20)).toBeLessThanOrEqual(20);
    expect(await allowed(signIn, 10)).toBeLessThanOrEqual(10);
    expect(await allowed(mail, 20)).toBeLessThanOrEqual(20);
    expect(await allowed(signInAnywhere, 100)).toBeLessThanOrEqual(100);
  });

  it('behind a proxy that appends the address it saw, does not either', async ({
    startSeparate,
  }) => {
    const app = await startSeparate({ TRUST_PROXY: '1' });
    const appended = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}, 198.51.100.1` });
    expect(await allowed(counters(app.url, appended).signUp, 20)).toBeLessThanOrEqual(20);
  });
});

it('clients behind a trusted proxy count one by one', async ({ startSeparate }) => {
  const app = await startSeparate({ TRUST_PROXY: 'loopback' });
  const behindProxy = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}` });
  expect(await allowed(counters(app.url, behindProxy).signUp, 25)).toBe(Number.POSITIVE_INFINITY);
  expect(app.output()).not.toContain('is not believed');
});

it('a proxy that is not trusted is named in the log, once', async ({ startSeparate }) => {
  const app = await startSeparate();
  for (let n = 0; n < 3; n++) await fetch(`${app.url}/api/health`, { headers: forged(n) });
  const said = () =>
    app.output().split('is not believed because TRUST_PROXY is not set').length - 1;
  await expect.poll(said).toBe(1);
});

it("Next's own server does not believe a client either", async ({ folder }) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = cleanEnv({
    DATABASE_URL: `file:${join(folder, 'bottega.db')}`,
    NEXTAUTH_SECRET: randomUUID() + randomUUID(),
  });
  const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)];
  const isUp = async () => (await fetch(`${url}/api/health`)).ok;
  const next = await startChild(process.execPath, args, { env, isUp });
  try {
    await fetch(`${url}/api/cron/sweep`, { headers: forged(7) });
    await expect.poll(next.output).toContain('"security":"cron_rejected"');
    expect(next.output()).toContain('"from":"127.0.0.1"');
    expect(next.output()).not.toContain('203.0.0.7');
  } finally {
    await next.stop();
  }
});
