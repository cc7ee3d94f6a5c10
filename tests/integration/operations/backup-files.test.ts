import {
  accessSync,
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { entries, jobs, users } from '@/lib/db';
import { deleteUnreferenced } from '@/lib/results';
import { testClean } from '../../setup/clean-test';
import { addJobs } from '../../setup/many-jobs';
import { runScript } from '../../setup/script';
import { storageBeside, storeResult } from '../../setup/stored-result';
import { temporaryFolder } from '../../setup/temp-folder';

/** Another file system than that of the temporary folders, if there is one: no hard link can lead there. */
const ELSEWHERE = '/dev/shm';
const device = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
function otherDisk(): boolean {
  try {
    accessSync(ELSEWHERE);
    const here = temporaryFolder();
    const differs = device(here.path) !== device(ELSEWHERE);
    here.remove();
    return differs;
  } catch {
    return false;
  }
}

const test = testClean
  .extend('path', { scope: 'file' }, ({ database }) => String(database.path))
  /** The folder of the app's files. */
  .extend('files', ({ path }) => join(dirname(path), 'files'))
  .extend('ctx', async ({ ctx, database, files }) => {
    rmSync(files, { recursive: true, force: true });
    const storage = storageBeside(database);
    return { ...ctx, storage: () => storage };
  })
  /** Two jobs with results. */
  .extend('given', async ({ db, ctx }) => {
    await db.insert(users).values({ id: 'ada', email: 'ada@example.com' });
    await addJobs(db, 'ada', [
      { id: 'first', at: 1_000 },
      { id: 'second', at: 2_000 },
    ]);
    await db.update(jobs).set({ output: 'https://a.example/x.png' });
    const storage = await ctx.storage();
    return {
      first: await storeResult({ db, storage, jobId: 'first' }),
      second: await storeResult({ db, storage, jobId: 'second' }),
    };
  })
  .extend(
    'backUp',
    ({ path }) =>
      (where: string, ...more: string[]) =>
        runScript('backup', [where, ...more], { DATABASE_URL: `file:${path}` }),
  )
  /** Restores to the database of another folder, and to the files beside it. */
  .extend('restore', ({ folder }) => {
    const to = join(folder, 'new', 'bottega.db');
    return {
      to,
      run: (backup: string) => runScript('restore', [backup], { DATABASE_URL: `file:${to}` }),
    };
  })
  /** Removes the first job, and the files of its result. */
  .extend('forgetFirst', ({ db, ctx }) => async () => {
    await db.delete(entries).where(eq(entries.jobId, 'first'));
    await deleteUnreferenced(ctx, 60_000);
  });

function statesIn(path: string): Record<string, string> {
  const db = new Database(path, { readonly: true });
  const rows = db.prepare('SELECT job_id, state FROM results').all() as {
    job_id: string;
    state: string;
  }[];
  db.close();
  return Object.fromEntries(rows.map(({ job_id, state }) => [job_id, state]));
}

describe('a backup of results in a folder', () => {
  test('brings back every picture, also those that were deleted since', async ({
    given,
    files,
    folder,
    backUp,
    restore,
    forgetFirst,
  }) => {
    const backup = join(folder, 'one.db');
    const { code, output } = await backUp(backup);
    expect([code, output]).toEqual([0, expect.stringContaining('Files of 2 results (2 new)')]);
    await forgetFirst();
    rmSync(files, { recursive: true });

    const restored = await restore.run(backup);
    expect([restored.code, restored.output]).toEqual([
      0,
      expect.stringContaining('The files of 2 results are in place.'),
    ]);
    for (const { folder: of, full, thumbnails } of [given.first, given.second]) {
      const at = join(dirname(restore.to), 'files', of);
      expect(readFileSync(join(at, 'full')).equals(full)).toBe(true);
      for (const [width, bytes] of Object.entries(thumbnails)) {
        expect(readFileSync(join(at, `${width}.webp`)).equals(bytes)).toBe(true);
      }
    }
    expect(statesIn(restore.to)).toEqual({ first: 'stored', second: 'stored' });
    const after = await runScript('doctor', [], { DATABASE_URL: `file:${restore.to}` });
    expect([after.code, after.output]).toEqual([0, expect.stringContaining('in order')]);
  });

  test('keeps a file once for all backups, and deletes it with the last of them', async ({
    given,
    folder,
    backUp,
    forgetFirst,
  }) => {
    const at = (name: string) => join(folder, 'bottega-files', name);
    await backUp(`${folder}/`);
    const again = await backUp(`${folder}/`);
    expect(again.output).toContain('Files of 2 results (0 new)');
    await forgetFirst();
    await backUp(`${folder}/`, '--keep', '2');
    expect(existsSync(at(given.first.folder))).toBe(true);
    // A backup by name, which nothing deletes, counts too.
    const named = join(folder, 'by-name.db');
    const [oldest = ''] = globSync(`${folder}/bottega-*.db`).sort();
    renameSync(oldest, named);
    await backUp(`${folder}/`, '--keep', '1');
    expect(globSync(`${folder}/bottega-*.db`)).toHaveLength(1);
    expect(existsSync(at(given.first.folder))).toBe(true);
    rmSync(named);
    await backUp(`${folder}/`, '--keep', '1');
    expect(existsSync(at(given.first.folder))).toBe(false);
    expect(existsSync(join(at(given.second.folder), 'full'))).toBe(true);
  });

  test.skipIf(!otherDisk())('copies to another disk', async ({ given, backUp }) => {
    const target = join(ELSEWHERE, `bottega-test-${process.pid}`);
    try {
      const { code, output } = await backUp(`${target}/`);
      expect([code, output]).toEqual([0, expect.stringContaining('(2 new)')]);
      const copy = join(target, 'bottega-files', given.first.folder, 'full');
      expect(readFileSync(copy).equals(given.first.full)).toBe(true);
      expect(statSync(copy).mode & 0o077).toBe(0);
      expect(globSync(join(target, '**/*.partial'))).toEqual([]);
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
  });

  test('refers to no file that it does not have', async ({ given, files, folder, backUp }) => {
    rmSync(join(files, given.first.folder, 'full'));
    const backup = join(folder, 'one.db');
    const { code, output } = await backUp(backup);
    expect([code, output]).toEqual([0, expect.stringContaining('1 results have no file')]);
    expect(statesIn(backup)).toEqual({ first: 'waiting', second: 'stored' });
  });

  test('leaves the rows alone if the store is not that of the app', async ({
    given: _,
    path,
    folder,
    backUp,
    restore,
  }) => {
    const elsewhere = { DATABASE_URL: `file:${path}`, STORAGE_DIR: join(folder, 'elsewhere') };
    const backup = join(folder, 'one.db');
    const { code, output } = await runScript('backup', [backup], elsewhere);
    expect([code, output]).toEqual([0, expect.stringContaining('WARNING: this backup has no')]);
    const restored = await restore.run(backup);
    expect(restored.output).toContain('WARNING: the files of the 2 results');
    expect(statesIn(restore.to)).toEqual({ first: 'stored', second: 'stored' });
    expect((await backUp(join(folder, 'two.db'))).output).toContain('Files of 2 results');
  });

  test('leaves nothing that looks like a backup if the files cannot be copied', async ({
    given: _,
    folder,
    backUp,
  }) => {
    writeFileSync(join(folder, 'bottega-files'), 'not a folder');
    const backup = join(folder, 'one.db');
    const { code, output } = await backUp(backup);
    expect([code, output]).toEqual([1, expect.stringContaining('cannot be copied')]);
    expect(globSync(`${backup}*`)).toEqual([]);
  });

  test('puts results into the queue whose files are not beside it', async ({
    given,
    folder,
    backUp,
    restore,
  }) => {
    const backup = join(folder, 'one.db');
    await backUp(backup);
    writeFileSync(join(folder, 'bottega-files', given.second.folder, 'full'), 'half');
    const { code, output } = await restore.run(backup);
    expect([code, output]).toEqual([0, expect.stringContaining('The files of 1 results are not')]);
    expect(statesIn(restore.to)).toEqual({ first: 'stored', second: 'waiting' });
  });
});
