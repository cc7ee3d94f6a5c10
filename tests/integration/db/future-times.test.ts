import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { recordResult, reserveCall } from '@/lib/budget';
import {
  calls,
  entries,
  jobs,
  resetFutureTimes,
  results,
  throttles,
  unreferencedFiles,
} from '@/lib/db';
import { getOrAddJob, maintainJobs } from '@/lib/jobs';
import { claim } from '@/lib/lease';
import { rateLimiter } from '@/lib/rate-limit';
import { createJobShare } from '@/lib/shares';
import { testClean as test } from '../../setup/clean-test';
import { addUser, startClock, testContext } from '../../setup/context';
import { shownTo } from '../../setup/shared';
import { onEachDatabase } from '../../setup/test';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 0, 1);

describe.each(onEachDatabase(test))('rows from the future on $kind', ({ it }) => {
  it('do not keep a pending job from being checked', async ({ db, upstream }) => {
    const [wrong, right] = [startClock(T0 + 24 * HOUR), startClock(T0)];
    const user = await addUser(db);
    const id = upstream.add({ kind: 'json', body: '{"status":"pending"}' });
    await getOrAddJob(testContext(db, upstream.url, wrong), user, id);
    expect(await resetFutureTimes(db, right.now())).toBe(true);
    expect(await resetFutureTimes(db, right.now())).toBe(false);
    const ctx = testContext(db, upstream.url, right);
    await maintainJobs(ctx, 1_000);
    expect(upstream.requestsFor(id)).toHaveLength(2);
    const response = await getOrAddJob(ctx, user, id);
    expect(response.retryAfterMs).toBeLessThan(5 * 60_000);
  });

  it('do not keep a user from a job even before they are corrected', async ({ db, upstream }) => {
    const user = await addUser(db);
    const id = upstream.add({ kind: 'json', body: '{"status":"pending"}' });
    await getOrAddJob(testContext(db, upstream.url, startClock(T0 + HOUR)), user, id);
    const ctx = testContext(db, upstream.url, startClock(T0));
    // The first request writes nothing while the row is watched "in the future"; it is due all the same.
    await db.update(jobs).set({ body: null, checkedAt: null }).where(eq(jobs.id, id));
    expect((await getOrAddJob(ctx, user, id)).retryAfterMs).toBeLessThan(5 * 60_000);
    expect(upstream.requestsFor(id)).toHaveLength(2);
  });

  it('are waited for while the instance that is ahead makes the first call', async ({
    db,
    upstream,
  }) => {
    const user = await addUser(db);
    const body = '{"status":"success","output":"https://a.example/x.png"}';
    const { promise, resolve } = Promise.withResolvers<void>();
    const id = upstream.add({ kind: 'later', until: promise, answer: { kind: 'json', body } });
    const ask = (at: number) =>
      getOrAddJob(testContext(db, upstream.url, startClock(at)), user, id);
    const ahead = ask(T0 + 800);
    await expect.poll(() => upstream.requestsFor(id)).toHaveLength(1);
    const behind = ask(T0);
    setTimeout(resolve, 300);
    const responses = await Promise.all([ahead, behind]);
    expect(responses.map((response) => response.body)).toEqual([body, body]);
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });

  it('use the budget for one more minute, and no longer', async ({ db }) => {
    for (let i = 0; i < 25; i++) await reserveCall(db, 'interactive', 20, T0 + HOUR);
    const refused = await reserveCall(db, 'interactive', 20, T0);
    expect(refused).toMatchObject({ reserved: false });
    expect(!refused.reserved && refused.freeInMs).toBeLessThanOrEqual(62_000);
    await resetFutureTimes(db, T0);
    // They were made just now, on another clock.
    expect(await reserveCall(db, 'interactive', 20, T0 + 1_000)).toMatchObject({ reserved: false });
    expect(await reserveCall(db, 'interactive', 20, T0 + 62_001)).toMatchObject({ reserved: true });
    await db.delete(calls);
  });

  it('do not block calls for as long as the clock was ahead', async ({ db }) => {
    const first = await reserveCall(db, 'interactive', 20, T0 + HOUR);
    if (!first.reserved) throw new Error('refused');
    const limited = { kind: 'rate_limited', httpStatus: 429, retryAfterMs: 30_000 } as const;
    await recordResult(db, first.callId, limited, 5, T0 + HOUR);
    await db.delete(calls);
    expect(await reserveCall(db, 'interactive', 20, T0)).toMatchObject({ reserved: true });
  });

  it('keep no result from being copied, and no files from being deleted', async ({ db }) => {
    await db.insert(jobs).values({ id: 'a', createdAt: T0, waitingSince: T0, nextCheckAt: T0 });
    await db.insert(results).values({
      jobId: 'a',
      queuedAt: T0 + 24 * HOUR,
      nextAttemptAt: T0 + 25 * HOUR,
      leaseUntil: T0 + 24 * HOUR,
    });
    await db.insert(unreferencedFiles).values([
      { folder: 'results/ahead', deleteAt: T0 + 25 * HOUR },
      { folder: 'results/being-written', deleteAt: T0 + HOUR },
    ]);
    expect(await resetFutureTimes(db, T0)).toBe(true);
    expect(await db.select().from(results)).toMatchObject([
      { queuedAt: T0, nextAttemptAt: T0, leaseUntil: 0 },
    ]);
    const times = await db.select().from(unreferencedFiles).orderBy(unreferencedFiles.folder);
    expect(times.map(({ deleteAt }) => deleteAt)).toEqual([T0, T0 + HOUR]);
    expect(await resetFutureTimes(db, T0)).toBe(false);
  });

  it('hold no lease', async ({ db }) => {
    await db.insert(jobs).values({
      id: 'a',
      createdAt: T0,
      waitingSince: T0,
      nextCheckAt: T0,
      leaseUntil: T0 + HOUR,
    });
    const options = { where: eq(jobs.id, 'a'), leaseMs: 10_000 };
    expect(await claim(db, jobs, { ...options, now: T0 })).toMatchObject({ fence: 1 });
    expect(await claim(db, jobs, { ...options, now: T0 })).toBeUndefined();
  });

  it('keep no window of a rate limit open', async ({ db }) => {
    const limiter = rateLimiter(db, { name: 'future', points: 1, seconds: 60 });
    await limiter.consume('ada');
    await expect(limiter.consume('ada')).rejects.toThrow('Too many attempts');
    await db.update(throttles).set({ expiresAt: Date.now() + HOUR });
    expect((await limiter.consume('ada')).resetMs).toBeLessThanOrEqual(60_000);
  });

  it('do not make a new link to a job unusable', async ({ db, upstream }) => {
    const user = await addUser(db);
    const id = upstream.add({ kind: 'json', body: '{"status":"pending"}' });
    const ctx = testContext(db, upstream.url, startClock(T0));
    await getOrAddJob(ctx, user, id);
    await db.update(entries).set({ addedAt: T0 + HOUR });
    const { path } = await createJobShare(ctx, user, id);
    expect(await shownTo(ctx, path?.split('/').at(-1) ?? '')).not.toBeNull();
  });
});
