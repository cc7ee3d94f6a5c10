import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import {
  type Db,
  entries,
  jobs,
  results,
  shareItems,
  shares,
  unreferencedFiles,
  users,
} from '@/lib/db';
import { removeJob } from '@/lib/jobs';
import { deleteUser } from '@/lib/people';
import { deleteUnreferenced, expireResults, storageUsed, storageUsedBy } from '@/lib/results';
import { createJobShare } from '@/lib/shares';
import { openStorage, type Storage, StorageError } from '@/lib/storage';
import { testClean } from '../../setup/clean-test';
import { addJobs } from '../../setup/many-jobs';
import { startS3 } from '../../setup/s3-server';
import { storeResult } from '../../setup/stored-result';
import { temporaryFolder } from '../../setup/temp-folder';
import { onEach, onEachDatabase } from '../../setup/test';

const DAY = 24 * 60 * 60_000;
const KINDS = ['folder', 's3'] as const;

const test = testClean
  .extend('store', { scope: 'file' }, 'folder' as (typeof KINDS)[number])
  .extend('opened', { scope: 'file' }, async ({ store }, { onCleanup }) => {
    if (store === 's3') {
      const server = await startS3();
      onCleanup(server.close);
      return openStorage(server.settings);
    }
    const folder = temporaryFolder();
    onCleanup(folder.remove);
    return openStorage({ kind: 'folder', path: join(folder.path, 'files') });
  })
  .extend('storage', async ({ opened }) => {
    for (const key of await keysOf(opened)) await opened.delete(key);
    return opened;
  })
  .extend('ctx', ({ ctx, storage }) => ({ ...ctx, storage: async () => storage }))
  /** Two people, of whom the first has two jobs with results, one of them together with the other. */
  .extend('given', async ({ db, storage }) => {
    await db.insert(users).values([
      { id: 'ops', email: 'ops@example.com', role: 'operator' },
      { id: 'ada', email: 'ada@example.com', role: 'user' },
      { id: 'bob', email: 'bob@example.com', role: 'user' },
    ]);
    await addJobs(db, 'ada', [
      { id: 'own', at: 1_000 },
      { id: 'both', at: 2_000 },
    ]);
    await db.insert(entries).values({ userId: 'bob', jobId: 'both', addedAt: 3_000 });
    const own = await storeResult({ db, storage, jobId: 'own' });
    const both = await storeResult({ db, storage, jobId: 'both' });
    return { own, both };
  });

async function keysOf(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.sort();
}

const foldersOf = async (storage: Storage) =>
  [...new Set((await keysOf(storage)).map((key) => key.split('/').slice(0, 2).join('/')))].sort();
const resultsIn = async (db: Db) =>
  (await db.select({ id: results.jobId }).from(results)).map(({ id }) => id).sort();
const waitingFolders = (db: Db) => db.select().from(unreferencedFiles);

const combinations = onEachDatabase(test).flatMap(({ kind, it }) =>
  onEach(it, 'store', KINDS).map(({ value, it: on }) => ({ kind, store: value, it: on })),
);

describe.each(combinations)('results on $kind, files in $store', ({ it }) => {
  it('go with the last entry of a job, and links show it no more', async ({
    db,
    ctx,
    storage,
    given,
  }) => {
    for (const [user, job] of [
      ['ada', 'own'],
      ['ada', 'both'],
      ['bob', 'both'],
    ] as const) {
      await createJobShare(ctx, user, job);
    }
    await removeJob(ctx, 'ada', 'both');
    await ctx.idle();
    expect(await foldersOf(storage)).toEqual([given.own.folder, given.both.folder].sort());
    const showing = () =>
      db
        .select({ userId: shares.userId })
        .from(shareItems)
        .innerJoin(shares, eq(shares.id, shareItems.shareId))
        .where(eq(shareItems.jobId, 'both'));
    expect(await showing()).toEqual([{ userId: 'bob' }]);

    await removeJob(ctx, 'bob', 'both');
    await ctx.idle();
    expect(await foldersOf(storage)).toEqual([given.own.folder]);
    expect(await showing()).toEqual([]);
    expect(await resultsIn(db)).toEqual(['own']);
    expect(await waitingFolders(db)).toEqual([]);
  });

  it('are deleted also if the process died after the statement', async ({
    db,
    ctx,
    storage,
    given,
  }) => {
    await db.delete(entries).where(eq(entries.jobId, 'own'));
    expect(await foldersOf(storage)).toContain(given.own.folder);
    await deleteUnreferenced(ctx, 60_000);
    expect(await foldersOf(storage)).toEqual([given.both.folder]);
    expect(await waitingFolders(db)).toEqual([]);
  });

  it('are deleted also if the process died in the middle of the files', async ({
    db,
    ctx,
    clock,
    storage,
    given,
  }) => {
    await db.delete(entries).where(eq(entries.jobId, 'own'));
    let deleted = 0;
    const dying: Storage = {
      ...storage,
      delete: async (key) => {
        if (deleted === 2) throw new Error('the process is killed');
        deleted += 1;
        await storage.delete(key);
      },
    };
    await deleteUnreferenced({ ...ctx, storage: async () => dying }, 60_000);
    expect(await keysOf(storage, `${given.own.folder}/`)).toHaveLength(2);
    clock.advance(6 * 60_000);
    await deleteUnreferenced(ctx, 60_000);
    expect(await foldersOf(storage)).toEqual([given.both.folder]);
  });

  it('are deleted once the store works again', async ({ db, ctx, clock, storage, given }) => {
    const denied = async () => {
      throw new StorageError('denied', 'EACCES');
    };
    const down = { ...ctx, storage: async () => ({ ...storage, delete: denied }) };
    await removeJob(down, 'ada', 'own');
    await ctx.idle();
    expect(await resultsIn(db)).toEqual(['both']);
    expect(await foldersOf(storage)).toContain(given.own.folder);
    clock.advance(6 * 60_000);
    await deleteUnreferenced(ctx, 60_000);
    expect(await foldersOf(storage)).toEqual([given.both.folder]);
  });

  it('are deleted by several processes at once', async ({ db, ctx, storage, given: _ }) => {
    for (let n = 0; n < 12; n++) {
      await storage.put(`results/left-${n}/full`, new Uint8Array(4), 'image/png');
      await db.insert(unreferencedFiles).values({ folder: `results/left-${n}`, deleteAt: 5 });
    }
    await Promise.all([1, 2, 3].map(() => deleteUnreferenced(ctx, 60_000)));
    expect(await foldersOf(storage)).toHaveLength(2);
    expect(await waitingFolders(db)).toEqual([]);
  });

  it('that are being written are left alone for as long as the row says', async ({
    db,
    ctx,
    clock,
    storage,
  }) => {
    await storage.put('results/writing/full', new Uint8Array(4), 'image/png');
    const deleteAt = ctx.now() + 3_600_000;
    await db.insert(unreferencedFiles).values({ folder: 'results/writing', deleteAt });
    await deleteUnreferenced(ctx, 60_000);
    expect(await keysOf(storage)).toEqual(['results/writing/full']);
    clock.advance(3_600_001);
    await deleteUnreferenced(ctx, 60_000);
    expect(await keysOf(storage)).toEqual([]);
  });

  it('go with an account if only it had them', async ({ db, ctx, storage, given }) => {
    await deleteUser(ctx, 'ada', { jobs: 'delete' });
    await ctx.idle();
    expect(await foldersOf(storage)).toEqual([given.both.folder]);
    expect(await resultsIn(db)).toEqual(['both']);
    await deleteUser(ctx, 'bob', { jobs: 'delete' });
    await ctx.idle();
    expect(await keysOf(storage)).toEqual([]);
    expect(await resultsIn(db)).toEqual([]);
  });

  it('stay if an account hands its jobs over', async ({ db, ctx, storage, given }) => {
    await createJobShare(ctx, 'ada', 'own');
    await deleteUser(ctx, 'ada', { jobs: { handOverTo: 'bob' } });
    await ctx.idle();
    expect(await foldersOf(storage)).toEqual([given.own.folder, given.both.folder].sort());
    expect(await resultsIn(db)).toEqual(['both', 'own']);
    expect(await db.select().from(shares)).toMatchObject([{ userId: 'bob', revokedAt: null }]);
  });

  it('go with a job that is deleted', async ({ db, ctx, storage, given }) => {
    await db.delete(jobs).where(eq(jobs.id, 'own'));
    await deleteUnreferenced(ctx, 60_000);
    expect(await foldersOf(storage)).toEqual([given.both.folder]);
  });

  it('expire after the time that they are kept, and say so', async ({
    db,
    ctx,
    clock,
    storage,
    given,
  }) => {
    await db.update(results).set({ storedAt: ctx.now() }).where(eq(results.jobId, 'own'));
    await db
      .update(results)
      .set({ storedAt: ctx.now() + DAY })
      .where(eq(results.jobId, 'both'));
    clock.advance(7 * DAY + 1);
    await expireResults(ctx, 60_000, null);
    expect(await foldersOf(storage)).toHaveLength(2);
    await expireResults(ctx, 60_000, 7 * DAY);
    await deleteUnreferenced(ctx, 60_000);
    expect(await foldersOf(storage)).toEqual([given.both.folder]);
    const [own] = await db.select().from(results).where(eq(results.jobId, 'own'));
    expect(own).toMatchObject({ state: 'expired', folder: null, hash: null, thumbHash: null });
    // Nothing brings it back by itself.
    await db.update(jobs).set({ output: 'https://a.example/new.png' }).where(eq(jobs.id, 'own'));
    const [still] = await db.select().from(results).where(eq(results.jobId, 'own'));
    expect(still?.state).toBe('expired');
  });

  it('are summed up for a user and for all', async ({ ctx, storage, given: _ }) => {
    let bytes = 0;
    const ofJob: Record<string, number> = {};
    for await (const file of storage.list('')) {
      bytes += file.bytes;
      const [, folder = ''] = file.key.split('/');
      ofJob[folder] = (ofJob[folder] ?? 0) + file.bytes;
    }
    const [, shared = ''] = _.both.folder.split('/');
    expect(await storageUsed(ctx)).toEqual({ results: 2, bytes });
    expect(await storageUsedBy(ctx, 'ada')).toEqual({ results: 2, bytes });
    expect(await storageUsedBy(ctx, 'bob')).toEqual({ results: 1, bytes: ofJob[shared] });
    expect(await storageUsedBy(ctx, 'ops')).toEqual({ results: 0, bytes: 0 });
  });
});

describe.each(onEachDatabase(testClean))('the results of a long history on $kind', ({ it }) => {
  it('are all summed up', async ({ db, ctx, userId }) => {
    const ids = Array.from({ length: 5_003 }, (_, n) => ({ id: `long-${n}`, at: n }));
    await addJobs(db, userId, ids);
    await db.run(sql`INSERT INTO results (job_id, state, queued_at, next_attempt_at, bytes, thumbnail_bytes)
      SELECT id, 'stored', 0, 0, 100, 10 FROM jobs`);
    expect(await storageUsedBy(ctx, userId)).toEqual({ results: 5_003, bytes: 550_330 });
  });
});
