import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { budgetReport } from '@/lib/budget';
import { calls, failingCalls, jobs, settleAges, upstreamHealth } from '@/lib/db';
import { createGepetto } from '@/lib/gepetto';
import { addJob, getJob, maintainJobs } from '@/lib/jobs';
import { TEST_KEY } from '../../setup/context';
import { testLib } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';
import type { Behaviour } from '../../setup/upstream';

const SECOND = 1_000;
const NEXT_KEY = 'next-key-0123456789';
const pending: Behaviour = { kind: 'json', body: '{"status":"pending"}' };
const done: Behaviour = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
};
const FORBIDDEN: Behaviour = { kind: 'status', status: 403 };

const test = testLib
  /** Forgets what the tests before have left: they share the key. */
  .extend('forget', { auto: true }, async ({ database }) => {
    for (const table of [calls, jobs, upstreamHealth, failingCalls, settleAges])
      await database.db.delete(table);
  })
  .extend('addMany', ({ ctx, upstream, userId }) => async (count: number) => {
    const ids = Array.from({ length: count }, () => upstream.add(pending));
    for (const id of ids) await addJob(ctx, userId, id);
    return ids;
  })
  /** Runs the background work once a second, and returns after how many seconds `done` was true. */
  .extend(
    'runUntil',
    ({ ctx, clock }) =>
      async (seconds: number, isDone: () => Promise<boolean> = async () => false) => {
        for (let second = 1; second <= seconds; second++) {
          clock.advance(SECOND);
          await maintainJobs(ctx, SECOND);
          if (await isDone()) return second;
        }
        return Number.POSITIVE_INFINITY;
      },
  );

/** How many jobs fail, how, and for how long before a healthy one ends, s. */
const FAULTS: [number, Behaviour, number][] = [
  [12, { kind: 'status', status: 500 }, 20],
  [6, { kind: 'status', status: 500 }, 0],
  [12, { kind: 'status', status: 500 }, 0],
  [12, { kind: 'html' }, 20],
  [6, { kind: 'close' }, 20],
  [12, { kind: 'status', status: 402 }, 20],
  [6, FORBIDDEN, 20],
];

describe.each(onEachDatabase(test))('faults of single jobs on $kind', ({ it, kind }) => {
  it('one that upstream limits does not hold back the others for long', async ({
    upstream,
    ctx,
    userId,
    addMany,
    runUntil,
  }) => {
    const [healthy = '', limited = ''] = await addMany(2);
    upstream.set(limited, { kind: 'status', status: 429, headers: { 'retry-after': '40' } });
    upstream.set(healthy, done);
    await runUntil(60);
    // The others were answered since: from now on its 429s are known to be its own.
    for (let round = 0; round < 3; round++) {
      const [next = ''] = await addMany(1);
      await runUntil(7);
      upstream.set(next, done);
      const isSeen = async () => (await getJob(ctx, userId, next)).state === 'succeeded';
      expect(await runUntil(60, isSeen)).toBeLessThanOrEqual(15);
      await runUntil(20);
    }
    expect(upstream.requestsFor(limited).length).toBeLessThan(8);
    expect((await budgetReport(ctx)).health).toBe('ok');
  });

  it('a 429 for different jobs holds back all of them', async ({ upstream, addMany, runUntil }) => {
    const ids = await addMany(4);
    for (const id of ids)
      upstream.set(id, { kind: 'status', status: 429, headers: { 'retry-after': '40' } });
    await runUntil(20);
    const before = upstream.requests.length;
    await runUntil(20);
    expect(upstream.requests.length - before).toBeLessThanOrEqual(4);
  });

  // The kinds of faults meet the database in the same statements: one kind is enough on the second.
  it.for(kind === 'file' ? FAULTS : FAULTS.slice(0, 2))(
    'do not hide the end of a healthy job: %d with %j for %d s',
    async ([count, fault, settled], { ctx, upstream, userId, addMany, runUntil }) => {
      const bad = await addMany(count);
      const [healthy = ''] = await addMany(1);
      for (const id of bad) upstream.set(id, fault);
      await runUntil(settled);
      for (let round = 0; round < 2; round++) {
        const [next = ''] = round === 0 ? [healthy] : await addMany(1);
        if (settled > 0) await runUntil(7);
        upstream.set(next, done);
        const isSeen = async () => {
          const [row] = await ctx.db.select().from(jobs).where(eq(jobs.id, next));
          return row?.state === 'succeeded';
        };
        expect(await runUntil(60, isSeen)).toBeLessThanOrEqual(15);
      }
      expect((await budgetReport(ctx)).health).not.toBe('key_rejected');
      expect((await getJob(ctx, userId, bad[0] ?? '')).trouble).not.toBeNull();
    },
  );

  it('of more than 16 MB do not move the breaker', async ({ ctx, upstream, addMany, runUntil }) => {
    for (const id of await addMany(6)) upstream.set(id, { kind: 'spaces' });
    await runUntil(20);
    expect((await budgetReport(ctx)).health).toBe('ok');
    expect(await ctx.db.select().from(failingCalls)).toEqual([]);
  });

  it('show that the key is rejected once several jobs are denied and none is not', async ({
    ctx,
    upstream,
    addMany,
    runUntil,
  }) => {
    const ids = await addMany(5);
    for (const id of ids) upstream.set(id, FORBIDDEN);
    await runUntil(30);
    expect((await budgetReport(ctx)).health).toBe('key_rejected');
  });

  it('of one key are told apart from a rejected key by the other', async ({
    ctx,
    upstream,
    userId,
  }) => {
    const keys = { apiKey: TEST_KEY, nextApiKey: NEXT_KEY };
    const target = async () => ({ baseUrl: upstream.url, ...keys });
    const options = { sandbox: false, timeoutMs: 2_000, callsPerMinute: 100_000 };
    const both = { ...ctx, gepetto: createGepetto(target, options) };
    const denied = Array.from({ length: 4 }, () =>
      upstream.add({ kind: 'of-key', key: NEXT_KEY, answer: pending, otherwise: FORBIDDEN }),
    );
    const [one = '', ...more] = denied;
    await addJob(both, userId, one);
    expect((await budgetReport(both)).health).toBe('ok');
    for (const id of more) await addJob(both, userId, id);
    expect((await budgetReport(both)).health).toBe('first_key_rejected');
    const alone = upstream.add(FORBIDDEN);
    await expect(addJob(both, userId, alone)).rejects.toMatchObject({ code: 'upstream_forbidden' });
    expect((await budgetReport(both)).health).toBe('first_key_rejected');
  });

  // Minutes of simulated time make the same statements again and again: one database is enough.
  if (kind === 'file') {
    it('of an upstream that fails for all are probed for, six times a minute', async ({
      ctx,
      upstream,
      addMany,
      runUntil,
    }) => {
      const ids = await addMany(12);
      for (const id of ids) upstream.set(id, { kind: 'status', status: 500 });
      // Until each has failed once.
      await runUntil(30);
      expect((await budgetReport(ctx)).health).toBe('down');
      const before = upstream.requests.length;
      await runUntil(60);
      expect(upstream.requests.length - before).toBeLessThanOrEqual(7);
    });

    it('ask as rarely with a key that upstream rejects', async ({
      ctx,
      upstream,
      addMany,
      runUntil,
    }) => {
      const ids = await addMany(12);
      for (const id of ids) upstream.set(id, { kind: 'status', status: 401 });
      await runUntil(20);
      expect((await budgetReport(ctx)).health).toBe('key_rejected');
      const before = upstream.requests.length;
      await runUntil(60);
      expect(upstream.requests.length - before).toBeLessThanOrEqual(7);
      for (const id of ids) upstream.set(id, done);
      expect(
        await runUntil(60, async () => (await budgetReport(ctx)).health === 'ok'),
      ).toBeLessThanOrEqual(15);
    });

    it('leave a job that upstream keeps waiting for a caller of its own', async ({
      ctx,
      upstream,
      addMany,
      runUntil,
    }) => {
      for (const id of await addMany(6)) upstream.set(id, { kind: 'hang' });
      await runUntil(3);
      const [healthy = ''] = await addMany(1);
      upstream.set(healthy, done);
      const isSeen = async () => {
        const [row] = await ctx.db.select().from(jobs).where(eq(jobs.id, healthy));
        return row?.state === 'succeeded';
      };
      expect(await runUntil(60, isSeen)).toBeLessThanOrEqual(15);
    });
  }
});
