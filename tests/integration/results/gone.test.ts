import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { jobs } from '@/lib/db';
import { getOrAddJob, maintainJobs } from '@/lib/jobs';
import { maintainResults } from '@/lib/results';
import { resultOf, testResults } from '../../setup/results-test';
import { noisyPicture } from '../../setup/stored-result';
import { onEachDatabase } from '../../setup/test';
import type { Behaviour } from '../../setup/upstream';

const photo = await noisyPicture(64, 48);
const SECOND = 1_000;

const it = testResults
  /** Adds a job whose result has gone, with these further answers of upstream. */
  .extend('lose', ({ ctx, upstream, userId }) => async (status: number, ...next: Behaviour[]) => {
    const output = upstream.serve('gone.png', (response) => response.writeHead(status).end());
    const first: Behaviour = { kind: 'json', body: JSON.stringify({ status: 'success', output }) };
    const id = upstream.add({ kind: 'sequence', of: [first, ...next] });
    await getOrAddJob(ctx, userId, id);
    await ctx.idle();
    return id;
  })
  /** Background work, several rounds of it. */
  .extend('maintain', ({ ctx, clock }) => async () => {
    for (let round = 0; round < 3; round++) {
      await maintainJobs(ctx, SECOND);
      await ctx.idle();
      await maintainResults(ctx, SECOND);
      clock.advance(60 * SECOND);
    }
  });

describe.each(onEachDatabase(it))('a source that has gone, on $kind,', ({ it: on }) => {
  on.for([403, 404, 410])(
    'makes Gepetto name a fresh address after %i',
    async (status, { ctx, lose, maintain, upstream, userId, db }) => {
      const fresh = upstream.serve('fresh.jpg', photo);
      const body = `{"status":"success","signed":"again", "output":"${fresh}"}`;
      const id = await lose(status, { kind: 'json', body });
      expect(await resultOf(ctx, id)).toMatchObject({ state: 'waiting', problem: 'gone' });
      await maintain();
      expect(await resultOf(ctx, id)).toMatchObject({ state: 'stored', problem: null, width: 64 });
      expect(upstream.requestsFor(id)).toHaveLength(2);
      expect((await getOrAddJob(ctx, userId, id)).body).toBe(body);
      const [job] = await db.select().from(jobs).where(eq(jobs.id, id));
      expect(job).toMatchObject({ state: 'succeeded', output: fresh, outputGoneAt: null });
    },
  );

  on.for<[string, Behaviour[]]>([
    ['names the same address', []],
    ['does not know the job', [{ kind: 'status', status: 404 }]],
    ['says that it failed', [{ kind: 'json', body: '{"status":"failed"}' }]],
    ['names none', [{ kind: 'json', body: '{"status":"success"}' }]],
  ])('is given up if Gepetto %s', async ([, next], { ctx, lose, maintain, upstream, db }) => {
    const id = await lose(404, ...next);
    await maintain();
    await maintain();
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'failed', problem: 'gone' });
    expect(upstream.requestsFor(id)).toHaveLength(2);
    const [job] = await db.select().from(jobs).where(eq(jobs.id, id));
    expect(job).toMatchObject({ state: 'succeeded', outputGoneAt: null });
  });

  on('waits for a Gepetto that does not answer', async ({ ctx, lose, maintain, upstream }) => {
    const body = JSON.stringify({ status: 'success', output: upstream.serve('late.jpg', photo) });
    const down: Behaviour = { kind: 'status', status: 503 };
    const id = await lose(410, down, down, { kind: 'json', body });
    await maintain();
    await maintain();
    expect(await resultOf(ctx, id)).toMatchObject({ state: 'stored', problem: null });
  });
});
