import { eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { jobBodyParts, jobs } from '@/lib/db';
import {
  addJob,
  exportHistory,
  getOrAddJob,
  listJobs,
  refreshIfDue,
  VIEW_COLUMNS,
} from '@/lib/jobs';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const SECOND = 1_000;
const selection = { archived: undefined };

/** A response of about `megabytes` with characters of every length in UTF-8. */
const bodyOf = (megabytes: number, status: string, more = {}) =>
  JSON.stringify({ status, note: 'aé€😀'.repeat((megabytes * 1024 * 1024) / 10), ...more });

describe.each(onEachDatabase(test))('large responses on $kind', ({ it }) => {
  it('come back byte for byte, up to 16 MB', async ({ ctx, upstream, userId, database }) => {
    for (const megabytes of [0.05, 0.2, 2, 15.9]) {
      const body = bodyOf(megabytes, 'success', { output: 'https://a.example/x.png' });
      const id = upstream.add({ kind: 'json', body });
      expect((await getOrAddJob(ctx, userId, id)).body === body).toBe(true);
      expect((await getOrAddJob(ctx, userId, id)).body === body).toBe(true);
      expect(upstream.requestsFor(id)).toHaveLength(1);
      const exported = await Array.fromAsync(exportHistory(ctx, userId, selection, true));
      expect(exported.flat().find((job) => job.id === id)?.body === body).toBe(true);
    }
    const [largest] = await database.db
      .select({ bytes: sql<number>`max(length(CAST(${jobs.body} AS BLOB)))` })
      .from(jobs);
    expect(largest?.bytes).toBeLessThan(256 * 1024);
    expect((await listJobs(ctx, userId, { ...selection, limit: 100 })).jobs).toHaveLength(4);
  });

  it('are not read for a list of pending jobs', async ({ ctx, clock, upstream, userId, db }) => {
    const id = upstream.add({ kind: 'json', body: bodyOf(0.05, 'pending') });
    await addJob(ctx, userId, id);
    clock.advance(60 * SECOND);
    const [row] = await db.select(VIEW_COLUMNS).from(jobs).where(eq(jobs.id, id));
    if (!row) throw new Error('The job has no row.');
    const refreshed = await refreshIfDue(ctx, row);
    expect(refreshed).toMatchObject({ id, state: 'pending' });
    expect(refreshed).not.toHaveProperty('body');
  });

  it('replace each other and leave nothing behind', async ({
    ctx,
    clock,
    upstream,
    userId,
    database,
  }) => {
    const [first, second] = [bodyOf(1, 'pending', { n: 1 }), bodyOf(2, 'pending', { n: 2 })];
    const last = '{"status":"failed","detail":[{"msg":"No room."}]}';
    const of = [first, second, last].map((body) => ({ kind: 'json' as const, body }));
    const id = upstream.add({ kind: 'sequence', of });
    await addJob(ctx, userId, id);
    const read = async () => (await getOrAddJob(ctx, userId, id)).body;
    expect((await read()) === first).toBe(true);
    clock.advance(60 * SECOND);
    await expect.poll(async () => (await read()) === second).toBe(true);
    clock.advance(60 * SECOND);
    await expect.poll(read).toBe(last);
    await ctx.idle();
    const left = await database.db.select().from(jobBodyParts).where(sql`job_id = ${id}`);
    expect(left).toEqual([]);
  });
});
