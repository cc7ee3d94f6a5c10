import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { jobs, results, unreferencedFiles, users } from '@/lib/db';
import type { StorageSettings } from '@/lib/env';
import { openStorage, type Storage } from '@/lib/storage';
import { testClean } from '../../setup/clean-test';
import { addJobs } from '../../setup/many-jobs';
import { startS3 } from '../../setup/s3-server';
import { runScript } from '../../setup/script';
import { variablesOf } from '../../setup/store-variables';
import { storeResult } from '../../setup/stored-result';
import { temporaryFolder } from '../../setup/temp-folder';
import { onEach, onEachDatabase } from '../../setup/test';

const KINDS = ['folder', 's3'] as const;

async function keysOf(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.sort();
}

const test = testClean
  .extend('store', { scope: 'file' }, 'folder' as (typeof KINDS)[number])
  .extend('settings', { scope: 'file' }, async ({ store }, { onCleanup }) => {
    if (store === 's3') {
      const server = await startS3();
      onCleanup(server.close);
      return server.settings;
    }
    const folder = temporaryFolder();
    onCleanup(folder.remove);
    return { kind: 'folder', path: join(folder.path, 'files') } as StorageSettings;
  })
  .extend('storage', async ({ settings }) => {
    const storage = await openStorage(settings);
    for (const key of await keysOf(storage)) await storage.delete(key);
    return storage;
  })
  .extend(
    'doctor',
    ({ database, settings }) =>
      (...args: string[]) =>
        runScript('doctor', args, { DATABASE_URL: database.url, ...variablesOf(settings) }),
  )
  /** Two jobs with results. */
  .extend('given', async ({ db, storage }) => {
    await db.insert(users).values({ id: 'ada', email: 'ada@example.com' });
    await addJobs(db, 'ada', [
      { id: 'first', at: 1_000 },
      { id: 'second', at: 2_000 },
    ]);
    await db.update(jobs).set({ output: 'https://a.example/x.png' });
    return {
      first: await storeResult({ db, storage, jobId: 'first' }),
      second: await storeResult({ db, storage, jobId: 'second' }),
    };
  })
  .extend('rowOf', ({ db }) => async (jobId: string) => {
    const [row] = await db.select().from(results).where(eq(results.jobId, jobId));
    return row;
  });

const combinations = onEachDatabase(test).flatMap(({ kind, it }) =>
  onEach(it, 'store', KINDS).map(({ value, it: on }) => ({ kind, store: value, it: on })),
);

describe.each(combinations)('npm run doctor on $kind, files in $store', ({ it }) => {
  it('says that everything is in order', async ({ doctor, storage, given: _ }) => {
    const before = await keysOf(storage);
    const { code, output } = await doctor();
    expect([code, output]).toEqual([0, expect.stringContaining('Everything is in order.')]);
    expect(output).toContain('Compared 2 stored results with 8 files');
    expect(await keysOf(storage)).toEqual(before);
  });

  it('puts a result into the queue again if its picture is missing', async ({
    doctor,
    storage,
    given,
    rowOf,
  }) => {
    await storage.delete(`${given.first.folder}/full`);
    const dry = await doctor('--dry-run');
    expect([dry.code, dry.output]).toEqual([0, expect.stringContaining('Would put 1 result')]);
    expect(await rowOf('first')).toMatchObject({ state: 'stored' });

    const { code, output } = await doctor();
    expect([code, output]).toEqual([0, expect.stringMatching(/Put 1 result .*: first/)]);
    expect(await rowOf('first')).toMatchObject({ state: 'waiting', folder: null, attempts: 0 });
    expect(await rowOf('second')).toMatchObject({ state: 'stored', folder: given.second.folder });
    // What is left of it is the app's to delete.
    expect((await doctor()).output).toContain('Left 3 files alone: Bottega');
  });

  it('does the same if the picture has another size than the row', async ({
    doctor,
    storage,
    given,
    rowOf,
  }) => {
    await storage.put(`${given.second.folder}/full`, new Uint8Array(7), 'image/jpeg');
    expect((await doctor()).output).toMatch(/Put 1 result .*: second/);
    expect(await rowOf('second')).toMatchObject({ state: 'waiting' });
  });

  it('draws missing thumbnails again from the picture', async ({
    doctor,
    storage,
    given,
    rowOf,
  }) => {
    await storage.delete(`${given.first.folder}/640.webp`);
    await storage.put(`${given.first.folder}/320.webp`, new Uint8Array(3), 'image/webp');
    expect((await doctor()).output).toContain('Drew the thumbnails of 1 result again: first');
    const row = await rowOf('first');
    expect(row).toMatchObject({ state: 'stored', hash: given.first.hash });
    let bytes = 0;
    for await (const file of storage.list(`${given.first.folder}/`)) {
      if (file.key.endsWith('.webp')) bytes += file.bytes;
    }
    expect(row?.thumbnailBytes).toBe(bytes);
    expect((await doctor()).output).toContain('Everything is in order.');
  });

  it('names results whose source is gone as lost', async ({ doctor, db, given: _ }) => {
    await db
      .update(results)
      .set({ state: 'failed', problem: 'gone', folder: null })
      .where(eq(results.jobId, 'second'));
    expect((await doctor()).output).toMatch(/1 result is lost: .*: second/);
  });

  it('leaves young files alone, and those that the app is writing', async ({
    doctor,
    db,
    storage,
    given: _,
  }) => {
    await storage.put('results/young/full', new Uint8Array(5), 'image/png');
    await storage.put('results/writing/full', new Uint8Array(5), 'image/png');
    await db.insert(unreferencedFiles).values({ folder: 'results/writing', deleteAt: 9e15 });
    const { output } = await doctor();
    expect(output).toContain('Left 1 file alone: no result or photo refers to them');
    expect(output).toContain('Left 1 file alone: Bottega');
    expect(await keysOf(storage, 'results/young')).toHaveLength(1);
    expect(await keysOf(storage, 'results/writing')).toHaveLength(1);
  });
});

const onFolder = onEachDatabase(test).map(({ kind, it }) => ({ kind, it }));

describe.each(onFolder)('npm run doctor on $kind and a folder', ({ it }) => {
  it('deletes old files that no row refers to, and nothing else', async ({
    doctor,
    db,
    storage,
    settings,
    given,
  }) => {
    const root = settings.kind === 'folder' ? settings.path : '';
    const stray = [
      'results/orphan/full',
      'results/orphan/320.webp',
      `${given.first.folder}/old`,
      'photos/orphan/full',
    ];
    for (const key of [...stray, 'files/of/others', 'results/young/full']) {
      await storage.put(key, new Uint8Array(1_000), 'image/png');
      if (key.includes('young')) continue;
      const old = Date.now() / 1_000 - 2 * 3_600;
      utimesSync(join(root, key), old, old);
    }
    const before = await keysOf(storage);
    const dry = await doctor('--dry-run');
    expect(dry.output).toContain('Would delete 4 files');
    expect(await keysOf(storage)).toEqual(before);
    const { code, output } = await doctor();
    expect([code, output]).toEqual([0, expect.stringContaining('Deleted 4 files')]);
    expect(await keysOf(storage)).toEqual(before.filter((key) => !stray.includes(key)));
    expect(await db.select().from(unreferencedFiles)).toEqual([]);
  });

  it('refuses to copy everything again if no result has a file', async ({
    doctor,
    db,
    storage,
    given: _,
    rowOf,
  }) => {
    const ids = Array.from({ length: 11 }, (_, n) => `more-${n}`);
    await addJobs(
      db,
      'ada',
      ids.map((id) => ({ id, at: 1 })),
    );
    for (const jobId of ids) await storeResult({ db, storage, jobId });
    for (const key of await keysOf(storage)) await storage.delete(key);
    const { code, output } = await doctor();
    expect([code, output]).toEqual([1, expect.stringContaining('belong together')]);
    expect(await rowOf('more-1')).toMatchObject({ state: 'stored' });
  });

  it('refuses to delete everything if no result refers to any file', async ({
    doctor,
    storage,
    settings,
  }) => {
    const root = settings.kind === 'folder' ? settings.path : '';
    for (let n = 0; n < 41; n++) {
      await storage.put(`results/r${n}/full`, new Uint8Array(1), 'image/png');
      utimesSync(join(root, `results/r${n}/full`), 1, 1);
    }
    const { code, output } = await doctor();
    expect([code, output]).toEqual([1, expect.stringContaining('belong together')]);
    expect(await keysOf(storage)).toHaveLength(41);
  });

  it('says what is wrong with its arguments and settings', async ({ database, given: _ }) => {
    const odd = await runScript('doctor', ['--force'], { DATABASE_URL: database.url });
    expect([odd.code, odd.output]).toEqual([1, expect.stringContaining('Usage')]);
    const elsewhere = { DATABASE_URL: database.url, STORAGE_DIR: '/nowhere/at/all' };
    const none = await runScript('doctor', [], elsewhere);
    expect([none.code, none.output]).toEqual([1, expect.stringContaining('STORAGE_DIR')]);
  });
});
