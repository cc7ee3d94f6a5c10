import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { entries, jobs } from '@/lib/db';
import { listHistory, listJobs, maintainJobs, parseFilter, removeJob, updateJob } from '@/lib/jobs';
import { addUser } from '../../setup/context';
import { testLib } from '../../setup/lib-test';
import { addJobs } from '../../setup/many-jobs';
import { onEachDatabase } from '../../setup/test';

const START = 1_790_000_000_000;
let counter = 0;

const test = testLib
  /** Adds a job with a label to the user's history; returns its id. */
  .extend('labelled', ({ ctx, userId }) => async (label: string) => {
    counter += 1;
    const id = `Lab${counter}`;
    await addJobs(ctx.db, userId, [{ id, at: START + counter }]);
    await updateJob(ctx, userId, id, { label });
    return id;
  })
  /** The ids that a search of the user finds. */
  .extend('found', ({ ctx, userId }) => async (q: string, more: Record<string, string> = {}) => {
    const { jobs: page } = await listHistory(ctx, userId, parseFilter({ q, ...more }));
    return page.map((job) => job.id);
  });

describe.each(onEachDatabase(test))('a search on $kind', ({ it }) => {
  it.for([
    ['Küche', 'KÜCHE', 'küche', 'ku\u0308che', 'kuche', 'ÜCH'],
    ['Кухня йога', 'кухня', 'КУХНЯ', 'йога', 'ЙОГА', 'кух йо'],
    ['ÉCLAIR', 'éclair', 'e\u0301clair', 'eclair', 'Éclair'],
    ['e\u0301clair decomposed', 'ÉCLAIR'],
    ['Straße', 'STRASSE', 'straße', 'strasse'],
    ['ΟΔΟΣ', 'οδος', 'οδοσ'],
    ['İstanbul', 'istanbul', 'ISTANBUL'],
    ['ﬁle ＡＢＣ', 'file', 'abc'],
    ['北向厨房照片', '厨房', '照片', '厨', '房照片'],
    ['Living room, north', 'north living', 'ROOM  nor', 'living, north', 'n l', 'li'],
    ['100 % oak_1', '100 %', '_1', '1', 'oak_1', '%'],
    ['room12b "x" (y) AND', '12', '"', '"x"', '(y', 'and', 'room12'],
    ['so\u00adft zero\u200bwidth', 'soft', 'zerowidth'],
  ])('finds %j in every spelling', async ([label = '', ...searches], { labelled, found }) => {
    await labelled('something else');
    const id = await labelled(label);
    for (const q of [label, ...searches]) expect([q, await found(q)]).toEqual([q, [id]]);
  });

  it('finds ids, modes and states, in the words of every language', async ({
    ctx,
    userId,
    found,
  }) => {
    await addJobs(ctx.db, userId, [
      { id: 'AbC-1', at: START },
      { id: 'other-2', at: START + 1, state: 'failed' },
    ]);
    expect(await found('abc-1')).toEqual(['AbC-1']);
    expect(await found('FURNISH')).toEqual(['other-2', 'AbC-1']);
    expect(await found('failed')).toEqual(['other-2']);
    expect(await found('Échec')).toEqual(['other-2']);
    expect(await found('furnish succ')).toEqual(['AbC-1']);
    expect(await found('réussi abc')).toEqual(['AbC-1']);
    await ctx.db.run(sql`UPDATE jobs SET state = 'stalled', mode = 'upscale' WHERE id = 'AbC-1'`);
    expect(await found('furnish')).toEqual(['other-2']);
    expect(await found('stalled upscale')).toEqual(['AbC-1']);
    await ctx.db.run(sql`UPDATE jobs SET state = 'pending' WHERE id = 'AbC-1'`);
    expect(await found('en cours')).toEqual(['AbC-1']);
    await ctx.db.run(sql`UPDATE jobs SET state = 'stalled' WHERE id = 'AbC-1'`);
    expect(await found('abc', { state: 'stalled', mode: 'upscale' })).toEqual(['AbC-1']);
    expect(await found('abc', { mode: 'furnish' })).toEqual([]);
  });

  it('finds nothing of others, nothing that is gone, and only the chosen shelf', async ({
    ctx,
    labelled,
    found,
    userId,
  }) => {
    const stranger = await addUser(ctx.db);
    const [kept, archived, gone] = [
      await labelled('lamp a'),
      await labelled('lamp b'),
      await labelled('lamp c'),
    ];
    await ctx.db
      .insert(entries)
      .values({ userId: stranger, jobId: kept, label: 'lamp', addedAt: START });
    await updateJob(ctx, userId, archived, { archived: true });
    await removeJob(ctx, userId, gone);
    expect(await found('lamp')).toEqual([kept]);
    expect(await found('lamp', { archived: '1' })).toEqual([archived]);
    await updateJob(ctx, userId, kept, { label: 'desk' });
    expect(await found('lamp')).toEqual([]);
    expect(await found('desk')).toEqual([kept]);
  });

  it.for(['', '   ', '\u200b', '\u0301'])(
    'ignores the empty text %j',
    async (q, { labelled, found }) => {
      const id = await labelled('anything');
      expect(await found(q)).toEqual([id]);
    },
  );

  it('finds a label that was stored by hand or by version 0.1', async ({ ctx, userId, found }) => {
    await addJobs(ctx.db, userId, [
      { id: 'raw-1', at: START, label: 'КУХНЯ' },
      { id: 'raw-2', at: START + 1, label: 'Salle a\u0300 manger' },
    ]);
    expect(await found('кухня')).toEqual(['raw-1']);
    await maintainJobs(ctx, 1);
    expect(await found('À MANGER')).toEqual(['raw-2']);
    await ctx.db.run(sql`UPDATE entries SET label = 'Zoo e\u0301' WHERE job_id = 'raw-1'`);
    await maintainJobs(ctx, 1);
    expect(await found('É')).toEqual(['raw-1']);
    expect(await found('кухня')).toEqual([]);
  });

  it('pages newest first, without gaps or repeats, whatever the order of writing', async ({
    ctx,
    userId,
  }) => {
    const added = Array.from({ length: 200 }, (_, n) => ({
      id: `page-${n}`,
      at: START + ((n * 37) % 200 < 90 ? 0 : (n * 37) % 200),
      label: 'paged',
    }));
    await addJobs(ctx.db, userId, added);
    const seen: { id: string; addedAt: number }[] = [];
    let cursor: { addedAt: number; jobId: string } | undefined;
    do {
      const page = await listJobs(ctx, userId, { q: 'paged', archived: false, limit: 7, cursor });
      seen.push(...page.jobs);
      const last = page.jobs.at(-1);
      cursor = page.next && last ? { addedAt: last.addedAt, jobId: last.id } : undefined;
    } while (cursor);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(200);
    expect(seen.map(({ addedAt }) => addedAt)).toEqual(
      seen.map(({ addedAt }) => addedAt).toSorted((a, b) => b - a),
    );
  });

  it('follows a job through all users who keep it, until it is deleted', async ({
    ctx,
    userId,
    found,
  }) => {
    await addJobs(ctx.db, userId, [{ id: 'shared-1', at: START }]);
    await ctx.db.run(sql`DELETE FROM jobs WHERE id = 'shared-1'`);
    expect(await found('shared')).toEqual([]);
    expect(await ctx.db.select().from(jobs).where(sql`id = 'shared-1'`)).toEqual([]);
    const left = await ctx.db.all(
      sql`SELECT rowid FROM entries_search WHERE entries_search MATCH '"shared"'`,
    );
    expect(left).toEqual([]);
  });
});
