import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { it } from 'vitest';
import { getOrAddJob } from '@/lib/jobs';
import { startApp } from '../setup/app';
import { signedIn } from '../setup/client';
import { addUser, testContext } from '../setup/context';
import { noisyPicture } from '../setup/stored-result';
import { freshDatabase } from '../setup/temp-db';
import { temporaryFolder } from '../setup/temp-folder';
import { quantile } from './baselines';

const PICTURE = { width: 2_048, height: 1_536 };
const RUNS = 20;
const AT_ONCE = 200;
/** Results that are stored before them. */
const BEFORE = 60;

function report(what: string, measured: string): void {
  console.log(`${what.padEnd(66)} ${measured}`);
}

/** An upstream whose jobs end when told to, and say so after 0.1 s. */
async function startUpstream(picture: Buffer) {
  const state = { done: false };
  /** When the end of a job was first told, by id: ms of `performance.now()`. */
  const told = new Map<string, number>();
  const server = createServer(async ({ url = '', headers }, response) => {
    if (url.startsWith('/pictures/')) return void response.end(picture);
    await sleep(100);
    const id = url.slice(url.lastIndexOf('/') + 1);
    const { done } = state;
    const body = done
      ? { status: 'success', output: `http://${headers.host}/pictures/${id}.jpg` }
      : { status: 'pending' };
    if (done && !told.has(id)) told.set(id, performance.now());
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, state, told, close };
}

async function startBed() {
  const picture = await noisyPicture(PICTURE.width, PICTURE.height);
  const upstream = await startUpstream(picture);
  const folder = temporaryFolder();
  const path = `${folder.path}/bottega.db`;
  const app = await startApp({
    env: {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: 'a-key-for-the-benchmark',
      GEPETTO_API_URL: upstream.url,
      GEPETTO_CALLS_PER_MINUTE: '100000',
      API_REQUESTS_PER_MINUTE: '10000000',
    },
  });
  const user = await signedIn(app.url);
  const database = new Database(path, { timeout: 5_000 });
  const add = (ids: string[]) => {
    const now = Date.now();
    const userId = database.prepare('SELECT id FROM users').pluck().get();
    const job = database.prepare(
      `INSERT INTO jobs (id, body, status, created_at, waiting_since, checked_at, next_check_at)
       VALUES (?, '{"status":"pending"}', 'pending', ?, ?, ?, ?)`,
    );
    const entry = database.prepare(
      'INSERT INTO entries (user_id, job_id, added_at) VALUES (?, ?, ?)',
    );
    database.transaction(() => {
      for (const id of ids) {
        job.run(id, now, now, now, now);
        entry.run(userId, id, now);
      }
    })();
  };
  const countStored = () =>
    database.prepare("SELECT count(*) FROM results WHERE state = 'stored'").pluck().get() as number;
  const close = async () => {
    database.close();
    await app.stop('SIGKILL');
    upstream.close();
    folder.remove();
  };
  return { upstream, app, user, add, countStored, close };
}

/** Memory of a process, MB. */
const rssOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

it('one picture of 2048 x 1536', async () => {
  const upstream = await startUpstream(await noisyPicture(PICTURE.width, PICTURE.height));
  upstream.state.done = true;
  const database = await freshDatabase('file');
  const ctx = testContext(database.db, upstream.url);
  const userId = await addUser(database.db);
  const [times, cpu]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    const id = `job-${run}`;
    const deferred: Promise<unknown>[] = [];
    await getOrAddJob({ ...ctx, defer: (work) => deferred.push(work) }, userId, id);
    const [start, used] = [performance.now(), process.cpuUsage()];
    await Promise.all(deferred);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1_000);
  }
  report('copy and thumbnails, median ms', `${quantile(times, 0.5).toFixed(0)}   asked < 600`);
  // What a busy machine does not change; also of the source, which runs in the same process.
  report('  of a core', quantile(cpu, 0.5).toFixed(0));
  await database.close();
  upstream.close();
});

it('from the end of a job to its stored thumbnail', async () => {
  const { upstream, user, add, close } = await startBed();
  const [all, off]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    const id = `run-${run}`;
    upstream.state.done = false;
    add([id]);
    const look = async () => {
      const response = await user.fetch(`/api/jobs/live?id=${id}`);
      const { jobs } = (await response.json()) as { jobs: { result: { state: string } | null }[] };
      return jobs[0]?.result?.state;
    };
    for (const end = performance.now() + 3_000 * Math.random(); performance.now() < end; ) {
      await look();
      await sleep(250);
    }
    upstream.state.done = true;
    const ended = performance.now();
    while ((await look()) !== 'stored') await sleep(50);
    all.push(performance.now() - ended);
    off.push(performance.now() - (upstream.told.get(id) ?? ended));
  }
  const median = (times: number[]) => (quantile(times, 0.5) / 1_000).toFixed(2);
  report('end of a job to its stored thumbnail, median s', median(all));
  report('  without the wait for the check that sees the end', `${median(off)}   asked < 2.5`);
  await close();
});

it('200 results at once', async () => {
  const { upstream, app, user, add, countStored, close } = await startBed();
  upstream.state.done = true;
  const ask = async () => {
    const start = performance.now();
    await (await user.fetch('/jobs')).text();
    return performance.now() - start;
  };
  const askFor = async (until: () => boolean) => {
    const times: number[] = [];
    while (!until()) {
      times.push(await ask());
      await sleep(100);
    }
    return times;
  };
  // A full page before it counts, so that the pages that are compared show as many cards; and sharp is loaded.
  add(Array.from({ length: BEFORE }, (_, n) => `before-${n}`));
  while (countStored() < BEFORE) await ask();
  const idleEnd = performance.now() + 10_000;
  const idle = await askFor(() => performance.now() > idleEnd);
  const before = rssOf(app.pid);
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, rssOf(app.pid));
  }, 50);
  add(Array.from({ length: AT_ONCE }, (_, n) => `at-once-${n}`));
  const start = performance.now();
  const busy = await askFor(() => countStored() === BEFORE + AT_ONCE);
  const took = performance.now() - start;
  clearInterval(watch);
  const ratio = quantile(busy, 0.95) / quantile(idle, 0.95);
  report(`${AT_ONCE} results: all stored after s`, (took / 1_000).toFixed(1));
  report('  memory over idle, MB', `${(peak - before).toFixed(0)}   asked < 300`);
  report(
    '  a page meanwhile, p95 ms (ratio to idle)',
    `${quantile(busy, 0.95).toFixed(0)} (${ratio.toFixed(2)})   asked <= 1.5`,
  );
  await close();
});
