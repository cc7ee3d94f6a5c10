import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startApp } from '../../setup/app';
import { signedIn } from '../../setup/client';
import { temporaryFolder } from '../../setup/temp-folder';
import { startUpstream } from '../../setup/upstream';

const PRELOAD = join(process.cwd(), 'tests/setup/note-modules.mjs');
/** A query parameter that only the sandbox reads: its code is in the chunks that contain this. */
const MARKER = 'sandbox_fate';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Runs an app through the pages and calls that reach upstream; returns the loaded files of the sandbox. */
async function loadedSandboxFiles(name: string, env: Record<string, string>): Promise<string[]> {
  const list = join(folder.path, name);
  const app = await startApp({
    env: { NODE_OPTIONS: `--import ${PRELOAD}`, NOTE_MODULES: list, ...env },
  });
  try {
    const user = await signedIn(app.url);
    for (const path of ['/', '/jobs', '/v1/job/some-job', '/v1/styles', '/jobs/some-job']) {
      await (await user.fetch(path)).text();
    }
    await user.fetch('/api/samples', { method: 'POST' });
  } finally {
    await app.stop();
  }
  const files = readFileSync(list, 'utf8').split('\n');
  expect(files.length).toBeGreaterThan(50);
  return files
    .filter((url) => url.startsWith('file:') && url.includes('/.next/'))
    .filter((url) => readFileSync(fileURLToPath(url), 'utf8').includes(MARKER));
}

describe('the sandbox', () => {
  it('is not loaded if a key is set', async () => {
    const upstream = await startUpstream();
    upstream.set('some-job', { kind: 'json', body: '{"status":"success","output":"x"}' });
    const env = { GEPETTO_API_KEY: 'a-key-of-the-team', GEPETTO_API_URL: upstream.url };
    expect(await loadedSandboxFiles('with-key', env)).toEqual([]);
    await upstream.close();
  });

  it('is loaded if no key is set', async () => {
    expect(await loadedSandboxFiles('without-key', {})).not.toEqual([]);
  });

  it('serves pictures of jobs that an earlier process stored, on its own port', async () => {
    const env = {
      DATABASE_URL: `file:${join(folder.path, 'bottega.db')}`,
      NEXTAUTH_SECRET: 'a-secret-that-both-processes-share-6Hq',
    };
    let app = await startApp({ env });
    const user = await signedIn(app.url);
    const started = await user.fetch('/api/samples', { method: 'POST' });
    const { jobs } = (await started.json()) as { jobs: { id: string }[] };
    expect(jobs).toHaveLength(5);
    await app.stop();

    app = await startApp({ env, port: Number(new URL(app.url).port) });
    try {
      const picture = async () =>
        (await user.fetch(`/api/jobs/${jobs[0]?.id}/picture?of=input`)).headers.get('content-type');
      await expect.poll(picture, { timeout: 30_000, interval: 500 }).toMatch(/^image\//);
    } finally {
      await app.stop();
    }
  });
});
