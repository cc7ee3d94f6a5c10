import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { databases } from '../../setup/temp-db';
import { connectedTo, test } from '../../setup/test';

const STOPPED_MS = 30_000;
/** The deadline of a query is 5 s; a request may make one after the other. */
const LONGEST_MS = 15_000;

const it = test.extend('databaseKind', { scope: 'file' }, 'libsql');

describe.runIf(databases.includes('libsql'))('a libSQL server that is stopped for 30 s', () => {
  it('gives 503 after the deadline of a query, and everything works again afterwards', async ({
    startServer,
    start,
    upstream,
  }) => {
    const server = await startServer();
    const app = await start({ env: connectedTo(server.url, upstream.url) });
    const user = await signedIn(app.url);
    const id = upstream.add({ kind: 'json', body: '{"status":"success"}' });
    await user.fetch(`/v1/job/${id}`);
    const statuses: number[] = [];
    const took: number[] = [];
    const ask = async (path: string) => {
      const startedAt = performance.now();
      statuses.push((await user.fetch(path)).status);
      took.push(performance.now() - startedAt);
    };
    // The process answers nothing, but the kernel goes on accepting its connections.
    process.kill(server.pid, 'SIGSTOP');
    const until = performance.now() + STOPPED_MS;
    while (performance.now() < until) {
      await Promise.all([ask('/jobs'), ask(`/v1/job/${id}`), ask('/api/jobs'), ask(`/jobs/${id}`)]);
      expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
      expect((await fetch(`${app.url}/api/ready`)).status).toBe(503);
    }
    process.kill(server.pid, 'SIGCONT');
    expect(new Set(statuses)).toEqual(new Set([503]));
    expect(Math.max(...took)).toBeLessThan(LONGEST_MS);
    await expect.poll(async () => (await fetch(`${app.url}/api/ready`)).status).toBe(200);
    for (const path of ['/jobs', `/v1/job/${id}`, '/api/jobs', `/jobs/${id}`]) {
      expect([path, (await user.fetch(path)).status]).toEqual([path, 200]);
    }
    expect(
      (await user.fetch(`/v1/job/${upstream.add({ kind: 'json', body: '{"status":"pending"}' })}`))
        .status,
    ).toBe(200);
  });
});
