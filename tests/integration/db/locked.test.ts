import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { temporaryFolder } from '../../setup/temp-folder';
import { startUpstream, type Upstream } from '../../setup/upstream';

describe('a database that somebody else has locked', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'bottega.db');
  const id = `job-${randomUUID()}`;
  let app: RunningApp;
  let upstream: Upstream;
  let user: Client;

  beforeAll(async () => {
    upstream = await startUpstream();
    upstream.set(id, {
      kind: 'json',
      body: '{"status":"success","output":"https://a.example/x.png"}',
    });
    const env = {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstream.url,
    };
    app = await startApp({ env });
    user = await signedIn(app.url);
    await user.fetch(`/v1/job/${id}`);
  });
  afterAll(async () => {
    await app?.stop();
    await upstream?.close();
    folder.remove();
  });

  const rename = (label: string) =>
    user.fetch(`/api/jobs/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ label }),
    });

  it('gives 503 and a sentence for a change, keeps answering reads, and recovers', async () => {
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const refused = await rename('Kitchen');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    const { error } = (await refused.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('database_unavailable');
    expect(error.message).toMatch(/\.$/);
    expect((await user.fetch(`/api/jobs/${id}`)).status).toBe(200);
    other.exec('ROLLBACK');
    other.close();
    expect((await rename('Kitchen')).status).toBe(200);
  });
});
