import { eq, inArray } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { backfills, entries, jobs, results } from '@/lib/db';
import { copyAgain, getJob, maintainJobs } from '@/lib/jobs';
import { copyProgress, maintainResults } from '@/lib/results';
import { resultOf, testResults } from '../../setup/results-test';
import { noisyPicture } from '../../setup/stored-result';
import { onEachDatabase } from '../../setup/test';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const photo = await noisyPicture(64, 48);

const it = testResults
  /** The pictures that were asked for, in order. */
  .extend('asked', () => [] as string[])
  /** A history of succeeded jobs as a version before this one left it: without results. */
  .extend('history', ({ db, ctx, upstream, userId, asked }) => async (names: string[]) => {
    const now = ctx.now();
    for (const [at, name] of names.entries()) {
      const output = upstream.serve(name, (response) => {
        asked.push(name);
        if (name.startsWith('gone')) response.writeHead(404).end();
        else response.end(photo);
      });
      const createdAt = now - HOUR + at;
      await db.insert(jobs).values({
        id: name,
        state: 'succeeded',
        status: 'success',
        output,
        createdAt,
        waitingSince: createdAt,
        nextCheckAt: createdAt,
        checkedAt: createdAt,
      });
      if (!name.startsWith('nobody')) {
        await db.insert(entries).values({ userId, jobId: name, addedAt: createdAt });
      }
    }
    await db.delete(results);
    await db.update(backfills).set({ position: null, finishedAt: null });
  });

describe.each(onEachDatabase(it))('an existing history on $kind', ({ it: on }) => {
  on('is copied once, newest first', async ({ ctx, db, history, asked }) => {
    const names = ['a', 'b', 'nobody', 'c', 'd', 'e', 'f', 'g', 'h'];
    await history(names);
    await maintainResults(ctx, SECOND);
    expect(asked.toSorted()).toEqual(names.filter((name) => name !== 'nobody'));
    // Four at a time.
    expect(asked.slice(0, 4).toSorted()).toEqual(['e', 'f', 'g', 'h']);
    expect(await copyProgress(ctx)).toMatchObject({ total: 8, copied: 8, waiting: 0 });
    expect((await db.select().from(backfills))[0]?.finishedAt).not.toBeNull();
    await db.delete(results).where(eq(results.jobId, 'a'));
    await maintainResults(ctx, SECOND);
    expect(asked).toHaveLength(8);
  });

  on('is queued page by page, also by two processes', async ({ ctx, db, userId }) => {
    const count = 1_234;
    const old = Array.from({ length: count }, (_, n) => ({
      id: `old-${n}`,
      state: 'succeeded' as const,
      output: 'http://10.0.0.1/x.png',
      createdAt: n,
      waitingSince: n,
      nextCheckAt: n,
    }));
    const kept = old.map(({ id }) => ({ userId, jobId: id, addedAt: 1 }));
    for (let at = 0; at < count; at += 200) {
      await db.insert(jobs).values(old.slice(at, at + 200));
      await db.insert(entries).values(kept.slice(at, at + 200));
    }
    await db.delete(results);
    await db.update(backfills).set({ position: null, finishedAt: null });
    expect((await copyProgress(ctx)).total).toBeGreaterThanOrEqual(count);
    await Promise.all([maintainResults(ctx, 0), maintainResults(ctx, 0)]);
    const ids = old.map(({ id }) => id);
    const rows = await db.select().from(results).where(inArray(results.jobId, ids));
    expect(rows).toHaveLength(count);
    expect(rows.find((row) => row.jobId === 'old-7')).toMatchObject({
      state: 'waiting',
      problem: null,
      nextAttemptAt: 7,
      attempts: 0,
    });
  });
});

describe.each(onEachDatabase(it))('copying again on $kind', ({ it: on }) => {
  on('begins the attempts anew', async ({ ctx, upstream, userId, finish }) => {
    const output = upstream.serve('bad', Buffer.from('<svg></svg>'));
    const id = await finish({ status: 'success', output });
    expect((await resultOf(ctx, id)).state).toBe('failed');
    const bad = await copyAgain(ctx, userId, id);
    expect(bad).toMatchObject({ state: 'succeeded', result: { problem: 'not_a_picture' } });
    upstream.serve('bad', photo);
    const good = await copyAgain(ctx, userId, id);
    expect(good.result).toMatchObject({ state: 'stored', problem: null, picture: { width: 64 } });
    const { hash, folder } = await resultOf(ctx, id);
    await copyAgain(ctx, userId, id);
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'stored', hash, folder });
  });

  on('asks Gepetto again, once each time', async ({ ctx, upstream, userId, finish, clock }) => {
    const output = upstream.serve('lost', (response) => response.writeHead(410).end());
    const id = await finish({ status: 'success', output });
    const settle = async () => {
      await maintainJobs(ctx, SECOND);
      await ctx.idle();
      clock.advance(60 * SECOND);
    };
    await settle();
    expect(await getJob(ctx, userId, id)).toMatchObject({
      result: { state: 'failed', problem: 'gone' },
    });
    await copyAgain(ctx, userId, id);
    await settle();
    await settle();
    expect((await resultOf(ctx, id)).state).toBe('failed');
    expect(upstream.requestsFor(id)).toHaveLength(3);
  });

  on('is refused too often, and for a job of others', async ({ ctx, upstream, userId, finish }) => {
    const id = await finish({ status: 'success', output: upstream.serve('one', photo) });
    await expect(copyAgain(ctx, 'somebody', id)).rejects.toMatchObject({ code: 'job_not_found' });
    const failed = finish({ status: 'failed' });
    await expect(copyAgain(ctx, userId, await failed)).rejects.toMatchObject({ code: 'not_found' });
    for (let times = 0; times < 20; times++) await copyAgain(ctx, userId, id);
    await expect(copyAgain(ctx, userId, id)).rejects.toMatchObject({ code: 'too_many_requests' });
  });
});
