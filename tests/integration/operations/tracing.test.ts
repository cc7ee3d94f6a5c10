import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { startCollector } from '../../setup/collector';
import { noting } from '../../setup/loaded-modules';
import { test } from '../../setup/test';

const KEY = 'traced-key-7Kq2+mZ/xW9pL4';
const CREDENTIALS = 'Basic collector-credentials';
const TELEMETRY = /@vercel\/otel|@opentelemetry\/(sdk|exporter|instrumentation)|lib_telemetry/;

const it = test
  .extend('collector', { scope: 'file' }, async ({}, { onCleanup }) => {
    const collector = await startCollector();
    onCleanup(collector.close);
    return collector;
  })
  /** Runs an app, sends it secrets that a trace must not contain, and returns the modules that it loaded. */
  .extend(
    'run',
    ({ startSeparate, upstream, folder }) =>
      async (env: Record<string, string>, meanwhile = async () => {}) => {
        const noted = noting(folder);
        upstream.set('traced', {
          kind: 'json',
          body: '{"status":"success","output":"https://a.example/x"}',
        });
        const app = await startSeparate({ GEPETTO_API_KEY: KEY, ...noted.env, ...env });
        const user = await signedIn(app.url);
        const answer = await user.fetch('/v1/job/traced');
        expect(answer.status).toBe(200);
        const made = await user.fetch('/api/jobs/traced/shares', { method: 'POST' });
        const { share } = (await made.json()) as { share: { path: string } };
        expect((await user.fetch(share.path)).status).toBe(200);
        await user.fetch(
          `/sign-in?email=${encodeURIComponent(user.email)}&token=mailed-0123456789`,
        );
        await meanwhile();
        const modules = noted.modules();
        await app.stop();
        return { user, share, modules, output: app.output() };
      },
  );

describe('traces', () => {
  it('load no module while no collector is configured', async ({ collector, run }) => {
    const before = collector.requests.length;
    const { modules, output } = await run({});
    expect(modules.filter((url) => TELEMETRY.test(url))).toEqual([]);
    expect(collector.requests).toHaveLength(before);
    expect(output).not.toContain('traceId');
  });

  it('arrive at the collector with every step and no secret', async ({
    upstream,
    collector,
    run,
  }) => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(CREDENTIALS)}`,
      OTEL_SERVICE_NAME: 'our-bottega',
    };
    const steps = ['claim', 'reserve', 'call upstream', 'settle', '/s/[token]'];
    const arrived = () => steps.filter((step) => collector.received().includes(step));
    const { user, share, modules, output } = await run(env, () =>
      expect.poll(arrived).toEqual(steps),
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
    // Upstream gets the same headers as without tracing.
    expect(upstream.requests.every(({ headers }) => headers.traceparent === undefined)).toBe(true);
  });
});
