import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type RunningApp, startApp } from '../setup/app';
import { type Client, signedIn } from '../setup/client';
import { temporaryFolder } from '../setup/temp-folder';
import { type FastClock, type StrictUpstream, startStrictUpstream } from './strict-upstream';

/** Two processes of the built app on one database and an upstream that counts calls. */
export type TestBed = {
  upstream: StrictUpstream;
  apps: RunningApp[];
  users: Client[];
  /** The database file of the processes. */
  database: Database.Database;
  close: () => Promise<void>;
};

const USERS = 4;

export async function openTestBed(clock: FastClock): Promise<TestBed> {
  const upstream = await startStrictUpstream(clock);
  const folder = temporaryFolder();
  const path = join(folder.path, 'bottega.db');
  const env = {
    DATABASE_URL: `file:${path}`,
    NEXTAUTH_SECRET: randomUUID(),
    GEPETTO_API_KEY: 'a-key-for-the-benchmark',
    GEPETTO_API_URL: upstream.url,
    NODE_OPTIONS: `--import=${join(process.cwd(), 'tests/bench/fast-clock.mjs')}`,
    // A thousand viewers share four users here.
    API_REQUESTS_PER_MINUTE: '10000000',
    BENCH_FACTOR: String(clock.factor),
    BENCH_EPOCH: String(clock.epoch),
  };
  const apps = [await startApp({ env }), await startApp({ env })];
  const users: Client[] = [];
  for (let i = 0; i < USERS; i++) users.push(await signedIn(apps[i % 2]?.url ?? ''));
  const database = new Database(path, { timeout: 5_000 });
  return {
    upstream,
    apps,
    users,
    database,
    close: async () => {
      database.close();
      await Promise.all(apps.map((app) => app.stop('SIGKILL')));
      await upstream.close();
      folder.remove();
    },
  };
}

/** Sends a user's request to one of the processes; sessions are valid at both. */
export function askAs(bed: TestBed, viewer: number, path: string): Promise<Response> {
  const user = bed.users[viewer % bed.users.length];
  const app = bed.apps[viewer % bed.apps.length];
  return fetch(`${app?.url}${path}`, { headers: { cookie: user?.cookie ?? '' } });
}

/** Adds jobs to every user's history as if they had been started here. */
export function addStarted({ database }: TestBed, clock: FastClock, ids: string[]): void {
  const now = clock.now();
  const users = database.prepare('SELECT id FROM users').pluck().all();
  const job = database.prepare(
    `INSERT INTO jobs (id, body, status, mode, started_by, created_at, waiting_since, checked_at, next_check_at)
     VALUES (?, '{"status":"pending","mode":"furnish"}', 'pending', 'furnish', ?, ?, ?, ?, ?)`,
  );
  const entry = database.prepare(
    'INSERT INTO entries (user_id, job_id, added_at) VALUES (?, ?, ?)',
  );
  for (const id of ids) {
    job.run(id, users[0], now, now, now, now);
    for (const user of users) entry.run(user, id, now);
  }
}

/** Starts jobs upstream and adds each to the history of one user; returns the ids by user. */
export async function addJobs(
  bed: TestBed,
  name: string,
  durations: number[],
): Promise<{ ids: string[]; byUser: string[][] }> {
  const ids = durations.map((_, i) => `${name}-${i}`);
  ids.forEach((id, i) => {
    bed.upstream.start(id, durations[i] ?? 0);
  });
  const byUser = bed.users.map((_, user) =>
    ids.filter((_id, index) => index % bed.users.length === user),
  );
  return { ids, byUser };
}

/** Viewers of pages with pending jobs: each requests its page every two seconds until it is stopped. */
export function startViewers(
  bed: TestBed,
  clock: FastClock,
  count: number,
  pageOf: (viewer: number) => string[],
) {
  let stopped = false;
  const began = clock.now();
  const answers: { ok: boolean; ms: number }[] = [];
  const view = async (viewer: number) => {
    await clock.sleep((viewer * 2_000) / count);
    while (!stopped) {
      const ids = pageOf(viewer);
      const query = new URLSearchParams(ids.map((id) => ['id', id]));
      const start = clock.now();
      const ok = await askAs(bed, viewer, `/api/jobs/live?${query}`).then(
        async (response) => (await response.text()) !== '' && response.ok,
        () => false,
      );
      answers.push({ ok, ms: clock.now() - start });
      // Like our own pages: less often for older jobs.
      await clock.sleep(clock.now() - began < 60_000 ? 2_000 : 4_000);
    }
  };
  const all = Promise.all(Array.from({ length: count }, (_, viewer) => view(viewer)));
  return {
    answers,
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}
