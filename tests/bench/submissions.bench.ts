import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq, inArray, isNotNull } from 'drizzle-orm';
import { it } from 'vitest';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, openDatabase, submissions } from '@/lib/db';
import { createGepetto } from '@/lib/gepetto';
import { maintainJobs } from '@/lib/jobs';
import { openStorage } from '@/lib/storage';
import { findByHook, maintainSubmissions, receiveHook, submit } from '@/lib/submissions';
import { addUser } from '../setup/context';
import { type JobServer, startJobServer } from '../setup/job-server';
import { killSenders } from '../setup/killed-senders';
import { contextFor } from '../setup/sender-context';
import { freshDatabase } from '../setup/temp-db';
import { temporaryFolder } from '../setup/temp-folder';
import { quantile } from './baselines';
import { busiestMinute, LIMIT } from './strict-upstream';

const SECOND = 1_000;

function report(what: string, measured: string): void {
  console.log(`${what.padEnd(58)} ${measured}`);
}

const seconds = (ms: number) => `${(ms / SECOND).toFixed(1)} s`;

/** A process of the app, as far as it sends and refreshes, without its pages. */
async function startWorker(db: Db, server: JobServer) {
  const target = async () => ({ baseUrl: server.url, apiKey: 'a-key-for-the-benchmark' });
  const limits = { sandbox: false, timeoutMs: 8_000, callsPerMinute: LIMIT };
  const { path, remove } = temporaryFolder();
  const storage = openStorage({ kind: 'folder', path });
  const ctx: Context = {
    ...contextFor(db, server.url),
    gepetto: createGepetto(target, limits),
    storage: () => storage,
  };
  let stopped = false;
  const loop = async (task: (ctx: Context, forMs: number) => Promise<void>) => {
    while (!stopped) {
      await task(ctx, 5_000);
      await sleep(250);
    }
  };
  const loops = Promise.all([loop(maintainSubmissions), loop(maintainJobs)]);
  const hooks = createServer(async (request, response) => {
    const secret = request.url?.split('/').at(-1) ?? '';
    const body = await text(request);
    const row = await findByHook(ctx, secret);
    if (row) await receiveHook(ctx, row, body);
    response.writeHead(row ? 204 : 404).end();
  });
  hooks.listen(0, '127.0.0.1');
  await once(hooks, 'listening');
  const stop = async () => {
    stopped = true;
    await loops;
    hooks.close();
    remove();
  };
  return { ctx, origin: `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`, stop };
}

/** Jobs that were started elsewhere and stay pending: they are refreshed all the time. */
async function addPending(db: Db, server: JobServer, userId: string, count: number) {
  const at = Date.now();
  for (let n = 0; n < count; n++) {
    const response = await fetch(`${server.url}/upscale`, { method: 'POST', body: '{}' });
    const { id } = (await response.json()) as { id: string };
    await db
      .insert(jobs)
      .values({ id, createdAt: at, waitingSince: at, nextCheckAt: at, watchedAt: at });
    await db.insert(entries).values({ userId, jobId: id, addedAt: at });
  }
}

it('300 submissions at once by three users', async () => {
  const server = await startJobServer();
  const { db, url, close } = await freshDatabase('file');
  const second = await openDatabase(url);
  const workers = [await startWorker(db, server), await startWorker(second.db, server)];
  const [first] = workers;
  if (!first) throw new Error('no worker');
  const watcher = await addUser(db);
  await addPending(db, server, watcher, 15);
  const overdue: number[] = [];
  const watch = setInterval(async () => {
    const due = await db
      .select({ at: jobs.nextCheckAt })
      .from(jobs)
      .where(eq(jobs.state, 'pending'));
    overdue.push(Math.max(0, ...due.map(({ at }) => Date.now() - at)));
  }, 500);
  const before = {
    posts: server.posts.length,
    asked: server.asked.length,
    calls: server.calls.length,
  };
  server.endAfter(5_000);
  const began = Date.now();
  const counts = [200, 90, 10];
  const users = await Promise.all(counts.map(() => addUser(db)));
  await Promise.all(
    users.map(async (userId, index) => {
      for (let left = counts[index] ?? 0; left > 0; left -= 100) {
        await submit(first.ctx, {
          userId,
          source: 'form',
          origin: workers[index % 2]?.origin ?? '',
          idempotencyKey: randomUUID(),
          requests: Array.from({ length: Math.min(left, 100) }, () => ({
            mode: 'upscale',
            parameters: {},
            url: 'https://a.example/room.jpg',
          })),
        });
      }
    }),
  );
  const open = () =>
    db
      .select({ id: jobs.id })
      .from(submissions)
      .innerJoin(jobs, eq(jobs.id, submissions.jobId))
      .where(isNotNull(jobs.settledAt));
  while ((await open()).length < 300 && Date.now() - began < 900 * SECOND) await sleep(SECOND);
  clearInterval(watch);
  const rows = await db.select().from(submissions);
  const lastOf = (userId: string) =>
    Math.max(
      ...rows.filter((row) => row.userId === userId).map((row) => (row.sentAt ?? 0) - began),
    );
  const whole = Math.max(...users.map(lastOf));
  const settled = await db
    .select()
    .from(jobs)
    .where(
      inArray(
        jobs.id,
        rows.flatMap(({ jobId }) => jobId ?? []),
      ),
    );
  const ends = new Map(server.posts.map(({ jobId, at }) => [jobId, at + 5_000]));
  const lags = settled
    .map(({ id, settledAt }) => (settledAt ?? 0) - (ends.get(id) ?? 0))
    .sort((a, b) => a - b);
  report('all sent', seconds(whole));
  report(
    'the user with 10 waited',
    `${seconds(lastOf(users[2] ?? ''))} (a tenth: ${seconds(whole / 10)})`,
  );
  report(
    'most calls in any 60 s',
    `${busiestMinute(server.calls.slice(before.calls))} of ${LIMIT}`,
  );
  report(
    'jobs started / settled',
    `${server.posts.length - before.posts} / ${settled.filter(({ settledAt }) => settledAt).length}`,
  );
  const own = new Set(rows.map(({ jobId }) => jobId));
  const asked = server.asked.filter((id) => own.has(id)).length;
  report('upstream calls for one job', ((300 + asked) / 300).toFixed(2));
  report('the longest that a refresh was overdue', seconds(Math.max(...overdue)));
  report('end of a job until it is known, median', seconds(quantile(lags, 0.5)));
  await Promise.all(workers.map(({ stop }) => stop()));
  second.close();
  await close();
  await server.close();
});

it.each([20, 40])('jobs of %i s whose webhook never arrives', async (duration) => {
  const server = await startJobServer();
  const { db, close } = await freshDatabase('file');
  const { ctx, stop } = await startWorker(db, server);
  server.endAfter(duration * SECOND);
  await submit(ctx, {
    userId: await addUser(db),
    source: 'form',
    // Nobody listens there.
    origin: 'http://127.0.0.1:9',
    idempotencyKey: randomUUID(),
    requests: Array.from({ length: 10 }, () => ({
      mode: 'upscale',
      parameters: {},
      url: 'https://a.example/room.jpg',
    })),
  });
  const settled = () => db.select().from(jobs).where(isNotNull(jobs.settledAt));
  const began = Date.now();
  while ((await settled()).length < 10 && Date.now() - began < 600 * SECOND) await sleep(SECOND);
  const ends = new Map(server.posts.map(({ jobId, at }) => [jobId, at + duration * SECOND]));
  const lags = (await settled()).map(({ id, settledAt }) => (settledAt ?? 0) - (ends.get(id) ?? 0));
  const each = server.posts.map(
    ({ jobId }) => 1 + server.asked.filter((id) => id === jobId).length,
  );
  report(
    `jobs of ${duration} s without a webhook: upstream calls for one, most`,
    String(Math.max(...each)),
  );
  report('end of a job until it is known, most', seconds(Math.max(...lags)));
  await stop();
  await close();
  await server.close();
});

it('kill -9 at 100 random moments', async () => {
  const server = await startJobServer();
  const { db, url, close } = await freshDatabase('file');
  const userId = await addUser(db);
  const keys = await killSenders(url, server.url, userId, { kills: 100, clicksPerKill: 4 });
  const later = contextFor(db, server.url, 120 * SECOND);
  for (let round = 0; round < 20; round++) {
    await maintainSubmissions(later, 10 * SECOND);
    await sleep(100);
  }
  const rows = await db.select().from(submissions);
  const sent = server.posts.map(({ body }) => String(body.webhook));
  const uncertain = rows.filter(({ state }) => state === 'uncertain');
  const known = new Set((await db.select().from(entries)).map(({ jobId }) => jobId));
  const unknown = server.posts.filter(({ jobId }) => jobId !== null && !known.has(jobId)).length;
  report('clicks / submissions', `${keys.length} / ${rows.length}`);
  report('sent twice', String(sent.length - new Set(sent).size));
  report('uncertain, by name', `${uncertain.length} (${unknown} of them were started upstream)`);
  report(
    'lost',
    String(rows.filter(({ state }) => state !== 'accepted' && state !== 'uncertain').length),
  );
  await close();
  await server.close();
});
