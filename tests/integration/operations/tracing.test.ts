import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../../setup/app';
import { signedIn } from '../../setup/client';
import { type Collector, startCollector } from '../../setup/collector';
import { temporaryFolder } from '../../setup/temp-folder';
import { startUpstream, type Upstream } from '../../setup/upstream';

const KEY = 'traced-key-7Kq2+mZ/xW9pL4';
const CREDENTIALS = 'Basic collector-credentials';
const TELEMETRY = /@vercel\/otel|@opentelemetry\/(sdk|exporter|instrumentation)|lib_telemetry/;
const PRELOAD = join(process.cwd(), 'tests/setup/note-modules.mjs');

let upstream: Upstream;
let collector: Collector;
const notes = temporaryFolder();

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.set('traced', {
    kind: 'json',
    body: '{"status":"success","output":"https://a.example/x"}',
  });
  collector = await startCollector();
});
afterAll(async () => {
  await upstream.close();
  await collector.close();
  notes.remove();
});

/** Runs an app, shows it what a trace must not tell, and says what modules it has loaded. */
async function run(name: string, env: Record<string, string>, meanwhile = async () => {}) {
  const list = join(notes.path, name);
  const app = await startApp({
    env: {
      GEPETTO_API_KEY: KEY,
      GEPETTO_API_URL: upstream.url,
      NODE_OPTIONS: `--import ${PRELOAD}`,
      NOTE_MODULES: list,
      ...env,
    },
  });
  try {
    const user = await signedIn(app.url);
    const answer = await user.fetch('/v1/job/traced');
    expect(answer.status).toBe(200);
    const made = await user.fetch('/api/jobs/traced/shares', { method: 'POST' });
    const { share } = (await made.json()) as { share: { path: string } };
    expect((await user.fetch(share.path)).status).toBe(200);
    await user.fetch(`/sign-in?email=${encodeURIComponent(user.email)}&token=mailed-0123456789`);
    await meanwhile();
    const modules = readFileSync(list, 'utf8').split('\n');
    return { user, share, modules, output: app.output() };
  } finally {
    await app.stop();
  }
}

describe('traces', () => {
  it('cost nothing where no collector is set: nothing of them is loaded', async () => {
    const { modules, output } = await run('off', {});
    expect(modules.length).toBeGreaterThan(50);
    expect(modules.filter((url) => TELEMETRY.test(url))).toEqual([]);
    expect(collector.requests).toEqual([]);
    expect(output).not.toContain('traceId');
  });

  it('arrive at the collector, step by step, with no secret in them', async () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(CREDENTIALS)}`,
      OTEL_SERVICE_NAME: 'our-bottega',
    };
    const steps = ['claim', 'pay', 'ask upstream', 'settle', '/s/[token]'];
    const arrived = () => steps.filter((step) => collector.received().includes(step));
    const { user, share, modules, output } = await run('on', env, () =>
      expect.poll(arrived, { timeout: 30_000 }).toEqual(steps),
    );
    expect(modules.some((url) => TELEMETRY.test(url))).toBe(true);
    const [first] = collector.requests;
    expect(first?.url).toBe('/v1/traces');
    expect(first?.headers.authorization).toBe(CREDENTIALS);
    const all = collector.received();
    expect(all).toContain('our-bottega');
    expect(all).toContain('[redacted]');
    const token = share.path.replace('/s/', '');
    const [, session = ''] = /session-token=([^;]+)/.exec(user.cookie) ?? [];
    expect(session.length).toBeGreaterThan(20);
    const secrets = [KEY, token, session, user.email, encodeURIComponent(user.email), 'mailed-01'];
    expect(secrets.filter((secret) => all.includes(secret))).toEqual([]);
    expect(output).toMatch(/"requestId":"[^"]+","traceId":"[0-9a-f]{32}"/);
    // What upstream is sent is the same as without.
    expect(upstream.requests.every(({ headers }) => headers.traceparent === undefined)).toBe(true);
  });
});
