import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import { photos, users } from '@/lib/db';
import { exportMyData } from '@/lib/my-data';
import { addMask, addPhoto, deletePhoto } from '@/lib/photos';
import { deleteUnreferenced } from '@/lib/results';
import { testClean } from '../../setup/clean-test';
import { halves } from '../../setup/pictures';
import { runScript } from '../../setup/script';
import { storageBeside } from '../../setup/stored-result';
import { unzip } from '../../setup/unzip';

const test = testClean
  .extend('path', { scope: 'file' }, ({ database }) => String(database.path))
  /** The folder of the app's files. */
  .extend('files', ({ path }) => join(dirname(path), 'files'))
  .extend('ctx', async ({ ctx, database, files }) => {
    rmSync(files, { recursive: true, force: true });
    const storage = storageBeside(database);
    return { ...ctx, storage: () => storage };
  })
  .extend(
    'run',
    ({ path }) =>
      (name: string, ...args: string[]) =>
        runScript(name, args, { DATABASE_URL: `file:${path}` }),
  )
  /** A photo with a mask: its id, its folder, and its bytes. */
  .extend('given', async ({ ctx, db, files }) => {
    await db.insert(users).values({ id: 'ada', email: 'ada@example.com' });
    const bytes = await halves(40, 40).png().toBuffer();
    const { id } = await addPhoto(ctx, 'ada', { bytes, name: 'Kitchen/south.png' });
    const white = { create: { width: 40, height: 40, channels: 3 as const, background: '#fff' } };
    await addMask(ctx, 'ada', id, await sharp(white).png().toBuffer());
    const [row] = await db.select().from(photos).where(eq(photos.id, id));
    const folder = String(row?.folder);
    return { id, folder, full: readFileSync(join(files, folder, 'full')) };
  });

describe('the files of photos', () => {
  test('come back from a backup, and go with the last backup that has them', async ({
    ctx,
    given,
    files,
    folder,
    run,
  }) => {
    const backup = join(folder, 'one.db');
    const { code, output } = await run('backup', backup);
    expect([code, output]).toEqual([0, expect.stringContaining('Files of 2 photos and masks')]);
    await deletePhoto(ctx, 'ada', given.id);
    await deleteUnreferenced(ctx, 60_000);
    expect(existsSync(join(files, given.folder))).toBe(false);

    const to = join(folder, 'new', 'bottega.db');
    const restored = await runScript('restore', [backup], { DATABASE_URL: `file:${to}` });
    expect([restored.code, restored.output]).toEqual([
      0,
      expect.stringContaining('The files of 2 photos and masks are in place.'),
    ]);
    expect(readFileSync(join(dirname(to), 'files', given.folder, 'full'))).toEqual(given.full);
    const after = await runScript('doctor', [], { DATABASE_URL: `file:${to}` });
    expect([after.code, after.output]).toEqual([0, expect.stringContaining('in order')]);

    const kept = join(folder, 'bottega-files', given.folder);
    expect(existsSync(kept)).toBe(true);
    rmSync(backup);
    await run('backup', `${folder}/`, '--keep', '1');
    expect(existsSync(kept)).toBe(false);
  });

  test('are compared with their rows by the doctor', async ({ given, files, run }) => {
    const stray = join(files, 'photos', 'a'.repeat(32), 'full');
    mkdirSync(dirname(stray));
    writeFileSync(stray, given.full);
    utimesSync(stray, 1, 1);
    const first = await run('doctor');
    expect([first.code, first.output]).toEqual([0, expect.stringContaining('Deleted 1 file')]);
    expect(existsSync(stray)).toBe(false);
    expect(existsSync(join(files, given.folder, 'full'))).toBe(true);

    rmSync(join(files, given.folder, 'full'));
    const second = await run('doctor');
    expect(second.output).toContain(`1 photo or mask has a file that is missing`);
    expect(second.output).toContain(given.id);
  });

  test('are in the export of my data', async ({ ctx, given }) => {
    const archive = exportMyData(ctx, { userId: 'ada', origin: 'https://bottega.example' });
    const all = unzip(Buffer.concat(await Array.fromAsync(archive)));
    const file = `photos/south-${given.id}.jpg`;
    expect(all[file]).toEqual(given.full);
    const [row] = String(all['photos.jsonl']).trimEnd().split('\n');
    expect(JSON.parse(row ?? '')).toMatchObject({ id: given.id, name: 'south', file, width: 40 });
    expect(JSON.parse(row ?? '')).not.toHaveProperty('folder');
  });
});
