import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { type Behaviour, startUpstream, type Upstream } from '../../setup/upstream';

const CANARY = 'canary7Kq2+mZ/xW9pL4vT8nR1';
const NEXT_CANARY = 'nextCanary9Xr4+kB/tH7wQ2sM6';
const FORMS = [CANARY, NEXT_CANARY].flatMap((key) => [
  key.slice(0, 12),
  encodeURIComponent(key).slice(0, 16),
  Buffer.from(key).toString('base64').slice(0, 16),
  Buffer.from(key).toString('base64url').slice(0, 16),
]);
const TROUBLE: Behaviour[] = [
  { kind: 'json', body: '{"status":"success","output":"http://127.0.0.1:9/x.png"}' },
  { kind: 'json', body: '{"status":"pending"}' },
  { kind: 'json', body: '{"status":"error","error":"no"}' },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 500 },
  { kind: 'html' },
  { kind: 'half-json' },
  { kind: 'close' },
  { kind: 'hang' },
  { kind: 'redirect', status: 302, to: 'http://127.0.0.1:9/' },
];

let app: RunningApp;
let upstream: Upstream;
let user: Client;
const seen: [string, string][] = [];

async function visit(path: string, init?: RequestInit): Promise<string> {
  const response = await user.fetch(path, init);
  const text = await response.text();
  seen.push([path, `${JSON.stringify([...response.headers])}\n${text}`]);
  return text;
}

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: {
      GEPETTO_API_KEY: CANARY,
      GEPETTO_API_KEY_NEXT: NEXT_CANARY,
      GEPETTO_API_URL: upstream.url,
      GEPETTO_TIMEOUT_MS: '500',
      LOG_LEVEL: 'debug',
    },
  });
  user = await signedIn(app.url);
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
});

describe('the key', () => {
  it('reaches upstream and appears nowhere else', async () => {
    for (const behaviour of TROUBLE) {
      const id = `job-${randomUUID()}`;
      upstream.set(id, behaviour);
      await visit(`/v1/job/${id}`);
      await visit(`/jobs/${id}`);
      await visit(`/api/jobs/${id}`);
      await visit(`/api/jobs/${id}/picture`);
      await visit(`/api/jobs/${id}/check`, { method: 'POST' });
    }
    for (const path of [
      '/',
      '/jobs',
      '/sign-in',
      '/sign-up',
      '/nowhere',
      '/s/x',
      '/api/health',
      '/api/ready',
    ]) {
      const html = await visit(path);
      for (const [, script] of html.matchAll(/src="(\/_next\/[^"]+)"/g))
        await visit(String(script));
    }
    await visit('/jobs', { headers: { rsc: '1' } });
    expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${CANARY}`);
    const shown = new Set(upstream.requests.map(({ headers }) => headers.authorization));
    expect(shown).toContain(`Bearer ${NEXT_CANARY}`);
    seen.push(['the log', app.output()]);
    expect(seen.length).toBeGreaterThan(60);
    for (const [where, text] of seen) {
      for (const form of FORMS) expect(text.includes(form), `${form} in ${where}`).toBe(false);
    }
  });

  it('is not in the build', () => {
    for (const folder of ['.next/server', '.next/static']) {
      for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        const text = readFileSync(join(file.parentPath, file.name), 'latin1');
        for (const form of FORMS) expect(text.includes(form), file.name).toBe(false);
      }
    }
  });
});
