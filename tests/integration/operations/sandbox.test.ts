import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { noting } from '../../setup/loaded-modules';
import { test } from '../../setup/test';

/** A query parameter that only the sandbox reads: its code is in the chunks that contain this. */
const MARKER = 'sandbox_fate';

const it = test
  /** Runs an app through the pages and calls that reach upstream; returns the loaded files of the sandbox. */
  .extend('loadedSandboxFiles', ({ start, folder }) => async (env: Record<string, string>) => {
    const noted = noting(folder);
    const app = await start({ env: { ...noted.env, ...env } });
    const user = await signedIn(app.url);
    for (const path of ['/', '/jobs', '/v1/job/some-job', '/v1/styles', '/jobs/some-job']) {
      await (await user.fetch(path)).text();
    }
    await user.fetch('/api/samples', { method: 'POST' });
    await app.stop();
    return noted
      .modules()
      .filter((url) => url.startsWith('file:') && url.includes('/.next/'))
      .filter((url) => readFileSync(fileURLToPath(url), 'utf8').includes(MARKER));
  });

describe('the sandbox', () => {
  it('is not loaded if a key is set', async ({ upstream, loadedSandboxFiles }) => {
    upstream.set('some-job', { kind: 'json', body: '{"status":"success","output":"x"}' });
    const env = { GEPETTO_API_KEY: 'a-key-of-the-team', GEPETTO_API_URL: upstream.url };
    expect(await loadedSandboxFiles(env)).toEqual([]);
  });

  it('is loaded if no key is set', async ({ loadedSandboxFiles }) => {
    expect(await loadedSandboxFiles({})).not.toEqual([]);
  });

  it('serves pictures of jobs that an earlier process stored, on its own port', async ({
    start,
    folder,
  }) => {
    const env = {
      DATABASE_URL: `file:${folder}/bottega.db`,
      NEXTAUTH_SECRET: 'a-secret-that-both-processes-share-6Hq',
    };
    const earlier = await start({ env });
    const user = await signedIn(earlier.url);
    const started = await user.fetch('/api/samples', { method: 'POST' });
    const { jobs } = (await started.json()) as { jobs: { id: string }[] };
    expect(jobs).toHaveLength(5);
    await earlier.stop();

    const app = await start({ env, port: Number(new URL(earlier.url).port) });
    const picture = async () =>
      (await user.fetch(`/api/jobs/${jobs[0]?.id}/picture?of=input`)).headers.get('content-type');
    await expect.poll(picture, { timeout: 30_000, interval: 500 }).toMatch(/^image\//);
    await app.stop();
  });
});
