import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { type Db, throttles } from '@/lib/db';
import { rateLimiter } from '@/lib/rate-limit';
import { deleteExpiredCounters } from '@/lib/rate-limit/store';
import { testLib as test } from '../../../setup/lib-test';
import { freshDatabase } from '../../../setup/temp-db';
import { onEachDatabase } from '../../../setup/test';

const HOUR = 3_600;
const rowOf = (db: Db, key: string) => db.select().from(throttles).where(eq(throttles.key, key));
const expire = (db: Db, key: string) =>
  db.update(throttles).set({ expiresAt: 1 }).where(eq(throttles.key, key));

describe.each(onEachDatabase(test))('rateLimiter on $kind', ({ it }) => {
  it('counts down, then rejects with the time to wait', async ({ db }) => {
    const limiter = rateLimiter(db, { name: 'attempts', points: 2, seconds: HOUR });
    expect((await limiter.consume('ada')).remaining).toBe(1);
    const last = await limiter.consume('ada');
    expect(last.remaining).toBe(0);
    expect(last.resetMs).toBeGreaterThan(0);
    expect(last.resetMs).toBeLessThanOrEqual(HOUR * 1_000);
    await expect(limiter.consume('ada')).rejects.toMatchObject({
      name: 'AppError',
      code: 'too_many_requests',
      retryAfterMs: expect.any(Number),
      message: 'Too many attempts. Try again in 60 minutes.',
    });
  });

  it('counts keys and limiters separately', async ({ db }) => {
    const one = rateLimiter(db, { name: 'one', points: 1, seconds: HOUR });
    const other = rateLimiter(db, { name: 'other', points: 1, seconds: HOUR });
    await one.consume('ada');
    await expect(one.consume('ada')).rejects.toMatchObject({ code: 'too_many_requests' });
    expect((await one.consume('bob')).remaining).toBe(0);
    expect((await other.consume('ada')).remaining).toBe(0);
  });

  it('never exceeds the limit under concurrent use', async ({ db }) => {
    const limiters = Array.from({ length: 60 }, () =>
      rateLimiter(db, { name: 'rush', points: 17, seconds: HOUR }),
    );
    const outcomes = await Promise.allSettled(limiters.map((limiter) => limiter.consume('all')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(17);
    expect((await rowOf(db, 'rush:all'))[0]?.points).toBe(60);
  });

  it('starts again when the window has ended', async ({ db }) => {
    const limiter = rateLimiter(db, { name: 'window', points: 1, seconds: HOUR });
    await limiter.consume('ada');
    await expect(limiter.consume('ada')).rejects.toMatchObject({ code: 'too_many_requests' });
    await expire(db, 'window:ada');
    expect((await limiter.consume('ada')).remaining).toBe(0);
    const [row] = await rowOf(db, 'window:ada');
    expect(row?.points).toBe(1);
    expect(row?.expiresAt).toBeGreaterThan(1);
  });

  it('gives points back, but never more than were used', async ({ db }) => {
    const limiter = rateLimiter(db, { name: 'back', points: 1, seconds: HOUR });
    await limiter.consume('ada');
    await limiter.giveBack('ada');
    await limiter.giveBack('ada');
    expect((await limiter.consume('ada')).remaining).toBe(0);
    await expect(limiter.consume('ada')).rejects.toMatchObject({ code: 'too_many_requests' });
    await limiter.reset('ada');
    expect((await limiter.consume('ada')).remaining).toBe(0);
  });

  it('deletes expired counters only', async ({ db }) => {
    const limiter = rateLimiter(db, { name: 'sweep', points: 5, seconds: HOUR });
    await limiter.consume('old');
    await limiter.consume('new');
    await expire(db, 'sweep:old');
    await deleteExpiredCounters(db);
    expect(await rowOf(db, 'sweep:old')).toHaveLength(0);
    expect(await rowOf(db, 'sweep:new')).toHaveLength(1);
  });

  it('rejects when the database fails', async () => {
    const broken = await freshDatabase('file');
    const limiter = rateLimiter(broken.db, { name: 'broken', points: 5, seconds: HOUR });
    await broken.close();
    await expect(limiter.consume('ada')).rejects.not.toMatchObject({ code: 'too_many_requests' });
  });
});
