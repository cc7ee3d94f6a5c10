import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { results } from '@/lib/db';
import { exportMyData } from '@/lib/my-data';
import { addUser } from '../../setup/context';
import { testLib as it } from '../../setup/lib-test';
import { addJobs } from '../../setup/many-jobs';
import { storeResult } from '../../setup/stored-result';
import { onEachDatabase } from '../../setup/test';
import { unzip } from '../../setup/unzip';

const ORIGIN = 'https://bottega.example';

describe.each(onEachDatabase(it))('the pictures in the export of my data on $kind', ({ it }) => {
  it('are those that are stored, each once, by label and id', async ({ db, ctx, userId }) => {
    const other = await addUser(db);
    const storage = await ctx.storage();
    const id = (name: string) => `${name}-${userId}`;
    await addJobs(db, userId, [
      { id: id('labelled'), at: 1, label: '../Küche: "Süd"/2' },
      { id: id('plain'), at: 2 },
      { id: id('lost'), at: 3 },
      { id: id('failed'), at: 4 },
    ]);
    await addJobs(db, other, [{ id: id('theirs'), at: 5 }]);
    const stored = await Promise.all(
      ['labelled', 'plain', 'lost', 'failed', 'theirs'].map((name) =>
        storeResult({ db, storage, jobId: id(name) }),
      ),
    );
    await storage.delete(`${stored[2]?.folder}/full`);
    await db
      .update(results)
      .set({ state: 'failed', problem: 'gone', folder: null })
      .where(eq(results.jobId, id('failed')));

    const files = unzip(
      Buffer.concat(await Array.fromAsync(exportMyData(ctx, { userId, origin: ORIGIN }))),
    );
    const names = Object.keys(files).filter((name) => name.startsWith('results/'));
    const [labelled, plain] = [
      `results/Küche Süd 2-${id('labelled')}.jpg`,
      `results/${id('plain')}.jpg`,
    ];
    expect(names.sort()).toEqual([labelled, plain, 'results/left-out.txt'].sort());
    expect(files[labelled]).toEqual(stored[0]?.full);
    expect(files[plain]).toEqual(stored[1]?.full);
    expect(String(files['results/left-out.txt'])).toContain(id('lost'));
    const rows = String(files['results.jsonl'])
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ jobId, file, state }) => [jobId, file, state]).sort()).toEqual(
      [
        [id('labelled'), labelled, 'stored'],
        [id('plain'), plain, 'stored'],
        [id('lost'), `results/${id('lost')}.jpg`, 'stored'],
        [id('failed'), null, 'failed'],
      ].sort(),
    );
    expect(String(files['results.jsonl'])).not.toContain('folder');
  });
});
