import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { calls } from '@/lib/db';
import type { RunningApp } from '../../setup/app';
import { signedIn } from '../../setup/client';
import { databases } from '../../setup/temp-db';
import { temporaryFolder } from '../../setup/temp-folder';
import { connectedTo, test } from '../../setup/test';

const PENDING = { kind: 'json', body: '{"status":"pending","mode":"furnish"}' } as const;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

const withClock = test
  /** Starts an app whose clock can be set, in seconds ahead. */
  .extend('startAt', { scope: 'file' }, ({ start, database, upstream }, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(folder.remove);
    return async (name: string, ahead: number, env: Record<string, string> = {}) => {
      const file = join(folder.path, name);
      const set = (seconds: number) => writeFileSync(file, String(seconds));
      set(ahead);
      const app = await start({
        env: {
          ...connectedTo(database.url, upstream.url),
          NODE_OPTIONS: `--import=${join(process.cwd(), 'tests/setup/set-clock.mjs')}`,
          CLOCK_FILE: file,
          NEXTAUTH_SECRET: 'a-secret-that-all-instances-of-this-test-share-47',
          ...env,
        },
      });
      return Object.assign(app, { set });
    };
  });

const onServer = withClock.extend('databaseKind', { scope: 'file' }, 'libsql');

describe.runIf(databases.includes('libsql'))('two instances whose clocks differ', () => {
  onServer.for([30, 600])(
    'never exceed the limit together: %i s',
    async (skew, { startAt, upstream, database }) => {
      await database.db.delete(calls);
      const env = {
        GEPETTO_CALLS_PER_MINUTE: '20',
        VERCEL: '1',
        CRON_SECRET: randomBytes(16).toString('hex'),
        BLOB_READ_WRITE_TOKEN: 'none',
      };
      const instances = await Promise.all([
        startAt(`one-${skew}`, 0, env),
        startAt(`two-${skew}`, skew, env),
      ]);
      const users = await Promise.all(instances.map(({ url }) => signedIn(url)));
      const from = upstream.requests.length;
      const statuses: number[] = [];
      for (let i = 0; i < 32; i++) {
        const id = upstream.add(PENDING);
        const response = await users[i % 2]?.fetch(`/v1/job/${id}`);
        statuses.push(response?.status ?? 0);
        // A refused call waits 2 s for the budget; enough of them have shown that it is spent.
        if (statuses.filter((status) => status === 503).length === 6) break;
      }
      expect(upstream.requests.length - from).toBeLessThanOrEqual(20);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(15);
      expect(statuses.at(-1)).toBe(503);
      await Promise.all(instances.map((app) => app.stop()));
    },
  );
});

const seesNewJob = async (app: RunningApp, upstream: { add: (b: typeof PENDING) => string }) => {
  const user = await signedIn(app.url);
  const response = await user.fetch(`/v1/job/${upstream.add(PENDING)}`);
  return [response.status, Number(response.headers.get('retry-after'))] as const;
};

describe('a clock that is wrong for a while', () => {
  withClock.for([DAY_S, -HOUR_S])(
    'changes nothing in a running process: %i s for 10 s',
    async (jump, { startAt, upstream }) => {
      const app = await startAt(`jump-${jump}`, 0);
      const user = await signedIn(app.url);
      const id = upstream.add(PENDING);
      await user.fetch(`/v1/job/${id}`);
      app.set(jump);
      await sleep(10_000);
      const during = upstream.requestsFor(id).length;
      // New jobs, at the start of the jump and at its end, and afterwards.
      const [status, wait] = await seesNewJob(app, upstream);
      expect(status).toBe(200);
      expect(wait).toBeLessThanOrEqual(60);
      app.set(0);
      await expect.poll(() => upstream.requestsFor(id).length).toBeGreaterThan(during);
      expect(await seesNewJob(app, upstream)).toEqual([200, expect.any(Number)]);
      const job = (await (await user.fetch(`/api/jobs/${id}`)).json()) as {
        job: { state: string };
      };
      expect(job.job.state).toBe('pending');
      expect(app.output()).toContain('the clock has jumped');
      await app.stop();
    },
  );

  withClock.for([DAY_S])(
    'leaves nothing behind in the database: started %i s ahead, then restarted',
    async (jump, { startAt, upstream }) => {
      const wrong = await startAt(`ahead-${jump}`, jump);
      const user = await signedIn(wrong.url);
      const id = upstream.add(PENDING);
      await user.fetch(`/v1/job/${id}`);
      for (let i = 0; i < 5; i++) await seesNewJob(wrong, upstream);
      await wrong.stop();
      const right = await startAt(`right-${jump}`, 0);
      const [status, wait] = await seesNewJob(right, upstream);
      expect(status).toBe(200);
      expect(wait).toBeLessThanOrEqual(60);
      const before = upstream.requestsFor(id).length;
      await expect.poll(() => upstream.requestsFor(id).length).toBeGreaterThan(before);
      expect(right.output()).toContain('times in the future were corrected');
      await right.stop();
    },
  );
});
