import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { jobs, results, unreferencedFiles } from '@/lib/db';
import { getJob } from '@/lib/jobs';
import { copyResult, maintainResults } from '@/lib/results';
import { openStorage } from '@/lib/storage';
import { freePort } from '../../setup/free-port';
import { bombOf, endless } from '../../setup/pictures';
import { eachStore, keysOf, resultOf, testResults } from '../../setup/results-test';
import { noisyPicture } from '../../setup/stored-result';
import { onEachDatabase } from '../../setup/test';

const MB = 1024 * 1024;
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** The longest that copying is paused. */
const PAUSE_MS = 300 * SECOND;
const photo = await noisyPicture(400, 300);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const html = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html><h1>Not found');
const svg = (response: ServerResponse) =>
  response
    .writeHead(200, { 'content-type': 'image/svg+xml' })
    .end('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const announced = (response: ServerResponse) =>
  response.writeHead(200, { 'content-length': 200 * MB }).write(png);
const unannounced = (response: ServerResponse) => endless(response, png, Buffer.alloc(MB));
const empty = (response: ServerResponse) => response.writeHead(200, { 'content-length': 0 }).end();
const broken = (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': photo.length }).write(photo.subarray(0, 5_000));
  setTimeout(() => response.destroy(), 50);
};

type Source = Uint8Array | ((response: ServerResponse) => unknown);

/** What no further attempt changes. */
const FINAL: [string, Source, string][] = [
  ['SVG', svg, 'not_a_picture'],
  ['HTML', html, 'not_a_picture'],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'not_a_picture'],
  ['a body of 200 MB', announced, 'too_large'],
  ['a body without an end', unannounced, 'too_large'],
  ['a PNG of 50,000 x 50,000', bombOf(50_000, 50_000), 'too_large'],
  ['a PNG of 10,001 x 10,000', bombOf(10_001, 10_000), 'too_large'],
];
/** What may heal. */
const PASSING: [string, Source, string][] = [
  ['an empty body', empty, 'empty'],
  ['a truncated JPEG', photo.subarray(0, photo.length / 2), 'damaged'],
  ['a PNG with nothing in it', bombOf(5_000, 5_000), 'damaged'],
  ['a connection that breaks', broken, 'unreachable'],
  ['500', (response) => response.writeHead(500).end(), 'source_error'],
  ['401', (response) => response.writeHead(401).end(), 'source_error'],
];

describe.each(eachStore)('on $kind, with files in $store, a source with', ({ it }) => {
  it.for(FINAL)(
    '%s is given up at once',
    async ([, source, problem], { ctx, upstream, finish, storage, userId }) => {
      const id = await finish({ status: 'success', output: upstream.serve('bad', source) });
      expect(await resultOf(ctx, id)).toMatchObject({ state: 'failed', problem, leaseUntil: 0 });
      expect(await getJob(ctx, userId, id)).toMatchObject({
        state: 'succeeded',
        result: { state: 'failed', problem, picture: null },
      });
      expect(await keysOf(storage)).toEqual([]);
    },
  );

  it.for(PASSING)(
    '%s is copied once it has healed',
    async ([, source, problem], { ctx, upstream, finish, clock }) => {
      const output = upstream.serve('heals', source);
      const id = await finish({ status: 'success', output });
      const failed = await resultOf(ctx, id);
      expect(failed).toMatchObject({ state: 'waiting', problem, attempts: 1, leaseUntil: 0 });
      upstream.serve('heals', photo);
      await maintainResults(ctx, SECOND);
      expect(await resultOf(ctx, id)).toMatchObject({ state: 'waiting', attempts: 1 });
      clock.advance(10 * SECOND);
      await maintainResults(ctx, SECOND);
      expect(await resultOf(ctx, id)).toMatchObject({ state: 'stored', problem: null, width: 400 });
    },
  );
});

const it = testResults;
const on = onEachDatabase(it);

describe.each(on)('attempts on $kind', ({ it }) => {
  it('end after a day, with the reason', async ({ ctx, upstream, finish, clock }) => {
    let requests = 0;
    const output = upstream.serve('down', (response) => {
      requests += 1;
      response.writeHead(503).end();
    });
    const id = await finish({ status: 'success', output });
    for (let hours = 0; hours < 30; hours++) {
      clock.advance(HOUR);
      await maintainResults(ctx, SECOND);
    }
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'failed', problem: 'source_error' });
    expect(requests).toBeGreaterThan(15);
    expect(requests).toBeLessThan(30);
  });

  it('end with the second picture that is damaged', async ({ ctx, upstream, finish, clock }) => {
    const id = await finish({
      status: 'success',
      output: upstream.serve('half', photo.subarray(0, 9_000)),
    });
    clock.advance(10 * SECOND);
    await maintainResults(ctx, SECOND);
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'failed', problem: 'damaged' });
  });

  it('whose process died are made again, but not for ever', async ({
    ctx,
    upstream,
    finish,
    db,
  }) => {
    const output = upstream.serve('late', (response) => response.writeHead(503).end());
    const id = await finish({ status: 'success', output });
    upstream.serve('late', photo);
    const died = { leaseUntil: ctx.now() - SECOND, nextAttemptAt: ctx.now() - SECOND };
    const only = eq(results.jobId, id);
    await db
      .update(results)
      .set({ ...died, attempts: 9 })
      .where(only);
    await maintainResults(ctx, SECOND);
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'failed', problem: 'interrupted' });
    await db
      .update(results)
      .set({ ...died, attempts: 1, state: 'waiting' })
      .where(only);
    await maintainResults(ctx, SECOND);
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'stored', problem: null });
  });
});

describe('a source that sends nothing more', () => {
  it('is left after a while', async ({ ctx, upstream, finish }) => {
    const output = upstream.serve('stuck', (response) => response.write(png));
    const id = await finish({ status: 'success', output });
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'waiting', problem: 'unreachable' });
  });
});

describe.each(on)('our own store, on $kind,', ({ it }) => {
  it.for([
    [503, 'storage_unavailable'],
    [403, 'storage_denied'],
  ] as const)(
    'that answers %i is no fault of a result',
    async ([status, problem], { ctx, upstream, userId, clock, finish, storage }) => {
      const server = createServer((_request, response) => response.writeHead(status).end());
      const port = await freePort();
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      const bucket = await openStorage({
        kind: 's3',
        endpoint: `http://127.0.0.1:${port}`,
        bucket: 'bottega',
        region: 'us-east-1',
        accessKeyId: 'an-access-key',
        secretAccessKey: 'a-secret-access-key',
        forcePathStyle: true,
      });
      let current = bucket;
      Object.assign(ctx, { storage: async () => current });
      const ids = [];
      for (const name of ['one', 'two']) {
        ids.push(await finish({ status: 'success', output: upstream.serve(name, photo) }));
      }
      for (const id of ids) {
        const row = await resultOf(ctx, id);
        expect(row).toMatchObject({ state: 'waiting', problem, attempts: 0, folder: null });
        expect((await getJob(ctx, userId, id)).state).toBe('succeeded');
      }
      current = storage;
      server.close();
      clock.advance(40 * SECOND);
      await maintainResults(ctx, SECOND);
      for (const id of ids) expect((await resultOf(ctx, id)).state).toBe('stored');
    },
  );

  it('that is read-only is named', async ({ ctx, upstream, finish, folder }) => {
    const storage = await openStorage({ kind: 'folder', path: folder });
    // Nobody may write there, not even root.
    rmSync(folder, { recursive: true });
    symlinkSync('/sys', folder);
    Object.assign(ctx, { storage: async () => storage });
    const id = await finish({ status: 'success', output: upstream.serve('one', photo) });
    rmSync(folder);
    const row = await resultOf(ctx, id);
    expect(row).toMatchObject({ state: 'waiting', problem: 'storage_denied' });
  });
});

const remote = on.filter(({ kind }) => kind === 'libsql');
describe.each(remote)('a disk that is full', ({ it }) => {
  it('is named, and the result copied once there is room', async ({
    ctx,
    upstream,
    finish,
    clock,
    storage,
  }) => {
    const limit = (bytes: number | 'unlimited') =>
      execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`]);
    // A file that would grow beyond the limit is then an error of the write, as on a full disk, and no end of this process.
    process.on('SIGXFSZ', () => undefined);
    limit(1_024);
    const id = await finish({ status: 'success', output: upstream.serve('one', photo) }).finally(
      () => limit('unlimited'),
    );
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'waiting', problem: 'storage_full' });
    clock.advance(PAUSE_MS);
    await maintainResults(ctx, SECOND);
    const { state, folder } = await resultOf(ctx, id);
    expect([state, (await keysOf(storage, `${folder}/`)).length]).toEqual(['stored', 4]);
  });
});

describe.each(on)('a crash on $kind', ({ it }) => {
  it('between the files and the row leaves nothing', async ({
    ctx,
    upstream,
    finish,
    clock,
    db,
    storage,
  }) => {
    const output = upstream.serve('one', photo);
    const id = await finish({ status: 'success', output });
    const only = eq(results.jobId, id);
    const first = (await resultOf(ctx, id)).folder;
    await db.delete(results).where(only);
    await maintainResults(ctx, SECOND);
    expect(await keysOf(storage, `${first}/`)).toEqual([]);
    // The claim is lost while the files are written: another process has it.
    await db.delete(results).where(only);
    await maintainResults(ctx, SECOND);
    await db.insert(results).values({ jobId: id, queuedAt: 0, nextAttemptAt: 0 });
    const written: string[] = [];
    const slow = {
      ...storage,
      put: async (...args: Parameters<typeof storage.put>) => {
        await storage.put(...args);
        written.push(args[0]);
        await db.update(results).set({ fence: 99 }).where(only);
      },
    };
    await copyResult({ ...ctx, storage: async () => slow }, id);
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'waiting', folder: null });
    const [lost] = written;
    const others = lost?.slice(0, lost.lastIndexOf('/') + 1);
    expect(await keysOf(storage, others)).toEqual(written.toSorted());
    clock.advance(40 * SECOND);
    await maintainResults(ctx, SECOND);
    await maintainResults(ctx, SECOND);
    const { state, folder } = await resultOf(ctx, id);
    expect([state, (await keysOf(storage, `${folder}/`)).length]).toEqual(['stored', 4]);
    expect(await keysOf(storage, others)).toEqual([]);
    expect(await db.select().from(unreferencedFiles)).toEqual([]);
    expect((await db.select().from(jobs).where(eq(jobs.id, id)))[0]?.state).toBe('succeeded');
  });
});
