import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test } from '../../setup/test';
import type { Behaviour } from '../../setup/upstream';

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

const seen: [string, string][] = [];

const it = test.extend('visit', ({ user }) => async (path: string, init?: RequestInit) => {
  const response = await user.fetch(path, init);
  const text = await response.text();
  seen.push([path, `${JSON.stringify([...response.headers])}\n${text}`]);
  return text;
});
it.override('env', {
  GEPETTO_API_KEY: CANARY,
  GEPETTO_API_KEY_NEXT: NEXT_CANARY,
  GEPETTO_TIMEOUT_MS: '500',
  LOG_LEVEL: 'debug',
});

describe('the key', () => {
  it('is sent to upstream and appears nowhere else', async ({ app, upstream, visit }) => {
    for (const behaviour of TROUBLE) {
      const id = upstream.add(behaviour);
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
