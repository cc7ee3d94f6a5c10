import { eq, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { recordResult, reserveCall } from '@/lib/budget';
import { calls, jobs } from '@/lib/db';
import { getOrAddJob, maintainJobs } from '@/lib/jobs';
import { testClean as test } from '../../setup/clean-test';
import { rowOf } from '../../setup/job-row';
import { onEachDatabase } from '../../setup/test';

const T0 = Date.UTC(2026, 0, 1);

describe.each(onEachDatabase(test))('the budget on $kind', ({ it, kind }) => {
  it('gives each call to one caller only', async ({ db }) => {
    const reservations = await Promise.all(
      Array.from({ length: 60 }, () => reserveCall(db, 'interactive', 21, T0)),
    );
    expect(reservations.filter((reservation) => reservation.reserved)).toHaveLength(20);
    const refused = reservations.find((reservation) => !reservation.reserved);
    expect(refused).toBeDefined();
    if (refused && !refused.reserved) {
      expect(await reserveCall(db, 'interactive', 21, T0 + refused.freeInMs - 1)).toMatchObject({
        reserved: false,
      });
      expect(await reserveCall(db, 'interactive', 21, T0 + refused.freeInMs)).toMatchObject({
        reserved: true,
      });
    }
  });

  it('blocks every caller after a 429', async ({ db }) => {
    const first = await reserveCall(db, 'interactive', 20, T0);
    if (!first.reserved) throw new Error('refused');
    await recordResult(
      db,
      first.callId,
      { kind: 'rate_limited', httpStatus: 429, retryAfterMs: 30_000 },
      5,
      T0,
    );
    expect(await reserveCall(db, 'interactive', 20, T0 + 29_000)).toMatchObject({
      reserved: false,
      freeInMs: 1_000,
    });
    expect(await reserveCall(db, 'interactive', 20, T0 + 30_001)).toMatchObject({
      reserved: true,
    });
  });

  it('sends one probe at a time to an upstream that is down, and recovers at once', async ({
    db,
  }) => {
    for (let i = 0; i < 4; i++) {
      const reservation = await reserveCall(db, 'background', 100, T0 + i * 1_000);
      if (reservation.reserved)
        await recordResult(db, reservation.callId, { kind: 'timeout' }, 5, T0 + i);
    }
    expect(await reserveCall(db, 'background', 100, T0 + 10_000)).toMatchObject({
      reserved: false,
    });
    expect(await reserveCall(db, 'interactive', 100, T0 + 10_000)).toMatchObject({
      reserved: true,
    });
    const probes = await Promise.all(
      Array.from({ length: 10 }, () => reserveCall(db, 'background', 100, T0 + 20_000)),
    );
    const [probe, ...more] = probes.filter((reservation) => reservation.reserved);
    expect(more).toEqual([]);
    if (!probe?.reserved) throw new Error('no probe');
    const job = { status: 'pending', mode: undefined, output: undefined, createdAt: undefined };
    await recordResult(db, probe.callId, { kind: 'job', job, body: '{}' }, 5, T0 + 20_001);
    expect(await reserveCall(db, 'background', 100, T0 + 20_002)).toMatchObject({
      reserved: true,
    });
  });

  // Minutes of simulated time make the same statements again and again: one database is enough.
  if (kind === 'file') {
    it('makes at most 20 calls in two minutes while upstream is down, and catches up afterwards', async ({
      upstream,
      clock,
      ctx,
      userId,
    }) => {
      const pending = { kind: 'json', body: '{"status":"pending"}' } as const;
      const ids = Array.from({ length: 30 }, () => upstream.add(pending));
      for (const id of ids) await getOrAddJob(ctx, userId, id);
      for (const id of ids) upstream.set(id, { kind: 'close' });
      const before = upstream.requests.length;
      for (let second = 0; second < 120; second++) {
        clock.advance(1_000);
        await maintainJobs(ctx, 1_000);
      }
      expect(upstream.requests.length - before).toBeLessThanOrEqual(20);
      const done = '{"status":"success","output":"https://a.example/x.png"}';
      for (const id of ids) upstream.set(id, { kind: 'json', body: done });
      for (let second = 0; second < 30; second++) {
        clock.advance(1_000);
        await maintainJobs(ctx, 1_000);
      }
      const open = await ctx.db.select().from(jobs).where(eq(jobs.state, 'pending'));
      expect(open).toHaveLength(0);
    });
  }

  it('makes no second call for an unknown id that nobody added', async ({
    upstream,
    clock,
    ctx,
  }) => {
    await rowOf(ctx, 'guessed', 0);
    expect(upstream.requestsFor('guessed')).toHaveLength(1);
    clock.advance(10 * 60_000);
    await maintainJobs(ctx, 1_000);
    expect(upstream.requestsFor('guessed')).toHaveLength(1);
  });

  it('stores priorities and errors in the words of the first release', async ({ db }) => {
    const limited = { kind: 'rate_limited', httpStatus: 429, retryAfterMs: 1_000 } as const;
    const first = await reserveCall(db, 'interactive', 20, T0);
    if (!first.reserved) throw new Error('refused');
    await recordResult(db, first.callId, limited, 5, T0);
    expect(await db.all(sql`SELECT urgency, outcome FROM calls`)).toEqual([
      { urgency: 'person', outcome: 'limited' },
    ]);
    expect(await db.select().from(calls)).toMatchObject([
      { priority: 'interactive', outcome: 'rate_limited' },
    ]);
    await db.run(sql`UPDATE calls SET outcome = 'a word of a newer version'`);
    expect(await db.select().from(calls)).toMatchObject([{ outcome: 'upstream_error' }]);
    const job = { id: 'a', createdAt: T0, waitingSince: T0, nextCheckAt: T0 };
    await db.insert(jobs).values({ ...job, troubleCode: 'not_found' });
    expect(await db.all(sql`SELECT trouble_code AS word FROM jobs`)).toEqual([{ word: 'unknown' }]);
  });
});
