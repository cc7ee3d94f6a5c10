import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { results } from '@/lib/db';
import { getOrAddJob } from '@/lib/jobs';
import { openStorage, type Storage } from '@/lib/storage';
import { startClock, testContext } from './context';
import { testLib } from './lib-test';
import { startS3 } from './s3-server';
import { temporaryFolder } from './temp-folder';
import { onEach, onEachDatabase } from './test';

const STORES = ['folder', 's3'] as const;

/** A store of a kind, and what ends it. */
async function openStore(kind: (typeof STORES)[number]) {
  if (kind === 's3') {
    const { settings, close } = await startS3();
    return { storage: await openStorage(settings), close };
  }
  const { path, remove } = temporaryFolder();
  return { storage: await openStorage({ kind: 'folder', path }), close: remove };
}

/** The keys of a store that start with `prefix`. */
export async function keysOf(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.sort();
}

export async function bytesOf(storage: Storage, key: string): Promise<Buffer> {
  return Buffer.from(await new Response(await storage.get(key)).arrayBuffer());
}

export async function resultOf({ db }: Pick<Context, 'db'>, jobId: string) {
  const [row] = await db.select().from(results).where(eq(results.jobId, jobId));
  if (!row) throw new Error('The job has no result.');
  return row;
}

/** Between two tests, so that a pause of the first has ended. */
const BETWEEN_MS = 10 * 60_000;
let tests = 0;

/** `testLib` for the copying of results: an empty store of the kind `store`. */
export const testResults = testLib
  .extend('store', { scope: 'file' }, 'folder' as (typeof STORES)[number])
  .extend('opened', { scope: 'file' }, async ({ store }, { onCleanup }) => {
    const { storage, close } = await openStore(store);
    onCleanup(close);
    return storage;
  })
  .extend('storage', async ({ opened }) => {
    for (const key of await keysOf(opened)) await opened.delete(key);
    return opened;
  })
  .extend('clock', () => {
    tests += 1;
    return startClock(Date.now() + tests * BETWEEN_MS);
  })
  .extend('ctx', ({ db, upstream, clock, storage }) => ({
    ...testContext(db, upstream.url, clock),
    storage: async () => storage,
  }))
  /** Adds a job whose response is `body` to the user's history, and waits until the copy has ended. */
  .extend('finish', ({ ctx, upstream, userId }) => async (body: unknown): Promise<string> => {
    const text = JSON.stringify(body);
    const id = upstream.add({ kind: 'json', body: text });
    await getOrAddJob(ctx, userId, id);
    await ctx.idle();
    return id;
  });

/** Each database with each kind of store. */
export const eachStore = onEachDatabase(testResults).flatMap(({ kind, it }) =>
  onEach(it, 'store', STORES).map(({ value, it: on }) => ({ kind, store: value, it: on })),
);
