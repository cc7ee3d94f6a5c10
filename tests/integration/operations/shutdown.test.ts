import { existsSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { connectedTo, test } from '../../setup/test';

const PENDING = { kind: 'json', body: '{"status":"pending","mode":"furnish"}' } as const;
const DONE = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;

const it = test.extend('own', async ({ start, upstream, folder }) => {
  const path = join(folder, 'bottega.db');
  const app = await start({ env: connectedTo(`file:${path}`, upstream.url) });
  return { app, path, user: await signedIn(app.url) };
});

/** One request on the agent's connection: its `Connection` header, or the code of the error. */
function ask(url: string, cookie: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(String(error.code));
    get(url, { agent, headers: { cookie } }, (response) => {
      response.resume().once('error', failed);
      response.once('end', () => resolve(response.headers.connection ?? ''));
    }).once('error', failed);
  });
}

describe('SIGTERM', () => {
  it('resets no request of busy clients and leaves one complete file', async ({
    own,
    upstream,
  }) => {
    const { app, path, user } = own;
    const id = upstream.add(DONE);
    await user.fetch(`/v1/job/${id}`);
    const paths = ['/api/health', `/v1/job/${id}`, '/api/jobs', '/jobs'];
    const clients = Array.from({ length: 20 }, async (_, i) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        const outcome = await ask(`${app.url}${paths[i % 4]}`, user.cookie, agent);
        if (outcome !== 'keep-alive') return outcome;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const stopped = app.stop();
    expect(await Promise.all(clients)).toEqual(Array(20).fill('close'));
    await stopped;
    for (const end of ['-wal', '-shm']) expect(existsSync(path + end)).toBe(false);
    const copy = new Database(path, { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(1);
    copy.close();
  });

  it('finishes the upstream calls under way: what was paid for is kept', async ({
    own,
    upstream,
  }) => {
    const { app, path, user } = own;
    const id = upstream.add(PENDING);
    await user.fetch(`/v1/job/${id}`);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    upstream.set(id, { kind: 'later', until: answered, answer: DONE });
    // The sweep asks by itself.
    await expect.poll(() => upstream.requestsFor(id).length).toBe(2);
    const stopped = app.stop();
    await expect
      .poll(() =>
        fetch(`${app.url}/api/health`).then(
          () => 'up',
          () => 'closed',
        ),
      )
      .toBe('closed');
    answer();
    await stopped;
    const copy = new Database(path, { readonly: true });
    const row = copy.prepare('SELECT state, lease_until FROM jobs WHERE id = ?').get(id);
    expect(row).toEqual({ state: 'succeeded', lease_until: 0 });
    copy.close();
  });
});
