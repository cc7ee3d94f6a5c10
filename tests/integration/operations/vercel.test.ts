import { randomBytes } from 'node:crypto';
import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { freePort } from '../../setup/free-port';
import { databases } from '../../setup/temp-db';
import { test as it } from '../../setup/test';

const CANARY = `canary${randomBytes(32).toString('base64url')}`;
/** The settings of a deployment. */
const SETTINGS = {
  VERCEL: '1',
  NEXTAUTH_SECRET: CANARY,
  DATABASE_URL: 'libsql://canary.example',
  DATABASE_AUTH_TOKEN: CANARY,
  GEPETTO_API_KEY: CANARY,
  CRON_SECRET: CANARY,
  BLOB_READ_WRITE_TOKEN: CANARY,
};

describe('an app on Vercel with an invalid configuration', () => {
  it.for([
    ['DATABASE_URL', { DATABASE_URL: 'file:canary.db' }],
    ['GEPETTO_API_KEY', { GEPETTO_API_KEY: '' }],
    ['CRON_SECRET', { CRON_SECRET: '' }],
    ['BLOB_READ_WRITE_TOKEN', { BLOB_READ_WRITE_TOKEN: '' }],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'canary-change-me-to-32-random-characters' }],
  ] as const)(
    'names %s, and no value, in every response after %j',
    async ([name, change], { start }) => {
      const app = await start({ env: { ...SETTINGS, ...change }, health: 503 });
      expect(app.output()).toContain('Bottega cannot start.');
      expect(app.output()).toContain(name);
      for (const path of ['/', '/jobs', '/sign-in', '/s/x', '/v1/job/x', '/api/auth/csrf']) {
        const response = await fetch(`${app.url}${path}`, { redirect: 'manual' });
        expect(response.status, path).toBe(503);
        expect(response.headers.get('cache-control'), path).toBe('private, no-store');
        const text = await response.text();
        expect(text, path).toContain(name);
        expect(text, path).not.toContain('canary');
      }
      expect(app.output()).not.toContain('canary');
      await app.stop();
    },
  );
});

describe.runIf(databases.includes('libsql'))('an app on Vercel', () => {
  it('works on a libSQL server with GEPETTO_SANDBOX=true', async ({ start, startServer }) => {
    const server = await startServer();
    const { GEPETTO_API_KEY: _, ...rest } = SETTINGS;
    const env = { ...rest, DATABASE_URL: server.url, GEPETTO_SANDBOX: 'true' };
    const app = await start({ env });
    const user = await signedIn(app.url);
    expect((await user.fetch('/api/samples', { method: 'POST' })).status).toBe(201);
    await app.stop();
  });

  it('starts without its database, and serves as soon as the database is back', async ({
    start,
    startServer,
  }) => {
    const port = await freePort();
    const env = { ...SETTINGS, DATABASE_URL: `http://127.0.0.1:${port}` };
    const { url, stop } = await start({ env });
    const unavailable = await fetch(`${url}/v1/job/x`);
    expect(unavailable.status).toBe(503);
    expect(await unavailable.json()).toMatchObject({ error: { code: 'database_unavailable' } });
    expect((await fetch(`${url}/api/ready`)).status).toBe(503);
    await startServer(port);
    expect((await fetch(`${url}/v1/job/x`)).status).toBe(401);
    await expect.poll(async () => (await fetch(`${url}/api/ready`)).status).toBe(200);
    await stop();
  });
});
