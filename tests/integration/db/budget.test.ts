import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pruneCalls, recordResult, reserveCall } from '@/lib/budget';
import { calls, jobs, upstreamHealth } from '@/lib/db';
import { getOrAddJob, maintainJobs } from '@/lib/jobs';
import { addUser, startClock, testContext } from '../../setup/context';
import { rowOf } from '../../setup/job-row';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { startUpstream, type Upstream } from '../../setup/upstream';

const T0 = Date.UTC(2026, 0, 1);

describe.each(databases)('the budget on %s', (kind) => {
  let fresh: FreshDatabase;
  let upstream: Upstream;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await upstream.close();
    await fresh.close();
  });
  beforeEach(async () => {
    await fresh.db.delete(calls);
    await fresh.db.delete(jobs);
    await fresh.db.delete(upstreamHealth);
  });

  it('gives each call to one caller only', async () => {
    const reservations = await Promise.all(
      Array.from({ length: 60 }, () => reserveCall(fresh.db, 'interactive', 21, T0)),
    );
    expect(reservations.filter((reservation) => reservation.reserved)).toHaveLength(20);
    const refused = reservations.find((reservation) => !reservation.reserved);
    expect(refused).toBeDefined();
    if (refused && !refused.reserved) {
      expect(
        await reserveCall(fresh.db, 'interactive', 21, T0 + refused.freeInMs - 1),
      ).toMatchObject({
        reserved: false,
      });
      expect(await reserveCall(fresh.db, 'interactive', 21, T0 + refused.freeInMs)).toMatchObject({
        reserved: true,
      });
    }
  });

  it('blocks every caller after a 429', async () => {
    const first = await reserveCall(fresh.db, 'interactive', 20, T0);
    if (!first.reserved) throw new Error('refused');
    await recordResult(
      fresh.db,
      first.callId,
      { kind: 'rate_limited', httpStatus: 429, retryAfterMs: 30_000 },
      5,
      T0,
    );
    expect(await reserveCall(fresh.db, 'interactive', 20, T0 + 29_000)).toMatchObject({
      reserved: false,
      freeInMs: 1_000,
    });
    expect(await reserveCall(fresh.db, 'interactive', 20, T0 + 30_001)).toMatchObject({
      reserved: true,
    });
  });

  it('sends one probe at a time to an upstream that is down, and recovers at once', async () => {
    for (let i = 0; i < 4; i++) {
      const reservation = await reserveCall(fresh.db, 'background', 100, T0 + i * 1_000);
      if (reservation.reserved)
        await recordResult(fresh.db, reservation.callId, { kind: 'timeout' }, 5, T0 + i);
    }
    expect(await reserveCall(fresh.db, 'background', 100, T0 + 10_000)).toMatchObject({
      reserved: false,
    });
    expect(await reserveCall(fresh.db, 'interactive', 100, T0 + 10_000)).toMatchObject({
      reserved: true,
    });
    const probes = await Promise.all(
      Array.from({ length: 10 }, () => reserveCall(fresh.db, 'background', 100, T0 + 20_000)),
    );
    const [probe, ...more] = probes.filter((reservation) => reservation.reserved);
    expect(more).toEqual([]);
    if (!probe?.reserved) throw new Error('no probe');
    const job = { status: 'pending', mode: undefined, output: undefined, createdAt: undefined };
    await recordResult(fresh.db, probe.callId, { kind: 'job', job, body: '{}' }, 5, T0 + 20_001);
    expect(await reserveCall(fresh.db, 'background', 100, T0 + 20_002)).toMatchObject({
      reserved: true,
    });
  });

  it('makes at most 20 calls in two minutes while upstream is down, and catches up afterwards', async () => {
    const clock = startClock(T0);
    const ctx = testContext(fresh.db, upstream.url, clock);
    const ids = Array.from({ length: 30 }, (_, i) => `dead-${kind}-${i}`);
    const user = await addUser(fresh.db);
    for (const id of ids) {
      upstream.set(id, { kind: 'json', body: '{"status":"pending"}' });
      await getOrAddJob(ctx, user, id);
    }
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
    const open = await fresh.db.select().from(jobs).where(eq(jobs.state, 'pending'));
    expect(open).toHaveLength(0);
  });

  it('makes no second call for an unknown id that nobody added', async () => {
    const clock = startClock(T0);
    const ctx = testContext(fresh.db, upstream.url, clock);
    await rowOf(ctx, `guessed-${kind}`, 0);
    const asked = () => upstream.requests.filter((r) => r.url.endsWith(`/guessed-${kind}`)).length;
    expect(asked()).toBe(1);
    clock.advance(10 * 60_000);
    await maintainJobs(ctx, 1_000);
    expect(asked()).toBe(1);
  });

  it('stores priorities and errors in the words of the first release', async () => {
    const limited = { kind: 'rate_limited', httpStatus: 429, retryAfterMs: 1_000 } as const;
    const first = await reserveCall(fresh.db, 'interactive', 20, T0);
    if (!first.reserved) throw new Error('refused');
    await recordResult(fresh.db, first.callId, limited, 5, T0);
    expect(await fresh.db.all(sql`SELECT urgency, outcome FROM calls`)).toEqual([
      { urgency: 'person', outcome: 'limited' },
    ]);
    expect(await fresh.db.select().from(calls)).toMatchObject([
      { priority: 'interactive', outcome: 'rate_limited' },
    ]);
    await fresh.db.run(sql`UPDATE calls SET outcome = 'a word of a newer version'`);
    expect(await fresh.db.select().from(calls)).toMatchObject([{ outcome: 'upstream_error' }]);
    const job = { id: 'a', createdAt: T0, waitingSince: T0, nextCheckAt: T0 };
    await fresh.db.insert(jobs).values({ ...job, troubleCode: 'not_found' });
    expect(await fresh.db.all(sql`SELECT trouble_code AS word FROM jobs`)).toEqual([
      { word: 'unknown' },
    ]);
  });

  it('deletes old calls', async () => {
    await reserveCall(fresh.db, 'interactive', 20, T0);
    await pruneCalls(fresh.db, T0 + 60_000);
    expect(await fresh.db.select().from(calls)).toHaveLength(1);
    await pruneCalls(fresh.db, T0 + 9e7);
    expect(await fresh.db.select().from(calls)).toHaveLength(0);
  });
});
