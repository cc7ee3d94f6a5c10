import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, throttles } from '@/lib/db';
import { quotaLimiter } from '@/lib/rate-limit/local-quota';
import { startClock } from '../../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../../setup/temp-db';

const HOUR = 3_600;

/** One process: its memory, its clock and its background reservations. */
function startProcess(db: Db, name: string, points: number, clock = startClock(0)) {
  const use = quotaLimiter(db, { name, points, seconds: HOUR }, clock.now);
  const deferred: Promise<unknown>[] = [];
  return {
    clock,
    once: (key = 'ada') => use(key, (work) => deferred.push(work)),
    /** Uses a key until it is rejected. Returns the number of uses that were allowed. */
    async drain(key = 'ada'): Promise<number> {
      for (let allowed = 0; ; allowed++) {
        if (!(await use(key, (work) => deferred.push(work))).allowed) return allowed;
      }
    },
    settled: () => Promise.all(deferred),
  };
}

describe.each(databases)('quotaLimiter on %s', (kind) => {
  let fresh: FreshDatabase;
  let db: Db;
  const reserved = async (name: string) =>
    (
      await db
        .select()
        .from(throttles)
        .where(eq(throttles.key, `${name}:ada`))
    )[0]?.points ?? 0;

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    db = fresh.db;
  });
  afterAll(() => fresh.close());

  it.each([1, 2, 29, 31, 600])('allows one process exactly %i uses', async (points) => {
    const { drain, once } = startProcess(db, `one-${points}`, points);
    expect(await drain()).toBe(points);
    expect(await once()).toMatchObject({ allowed: false, limit: points, remaining: 0 });
  });

  it('counts down by one per use and returns when the window ends', async () => {
    const { once, clock, settled } = startProcess(db, 'down', 60);
    const remaining: number[] = [];
    for (let i = 0; i < 5; i++) {
      remaining.push((await once()).remaining);
      await settled();
    }
    expect(remaining).toEqual([59, 58, 57, 56, 55]);
    clock.advance(HOUR * 500);
    const { resetMs } = await once();
    expect(resetMs).toBeGreaterThan(HOUR * 499);
    expect(resetMs).toBeLessThanOrEqual(HOUR * 500);
  });

  it('allows several processes no more than the limit, plus one use on credit each', async () => {
    const processes = Array.from({ length: 4 }, () => startProcess(db, 'many', 300));
    const through = await Promise.all(processes.map(({ drain }) => drain()));
    const all = through.reduce((sum, n) => sum + n, 0);
    expect(all).toBeGreaterThanOrEqual(300);
    expect(all).toBeLessThanOrEqual(304);
  });

  it('rejects at most one block early while another process holds a reserved block', async () => {
    const idle = startProcess(db, 'idle', 300);
    await idle.once();
    await idle.settled();
    const busy = startProcess(db, 'idle', 300);
    const through = await busy.drain();
    expect(through).toBeLessThanOrEqual(300);
    expect(through).toBeGreaterThanOrEqual(300 - 10 - 2);
  });

  it('allows one use of a key that another process has exhausted', async () => {
    expect(await startProcess(db, 'late', 40).drain()).toBe(40);
    const late = startProcess(db, 'late', 40);
    expect(await late.drain()).toBe(1);
  });

  it('writes once per block, and never once the limit is reached', async () => {
    const process = startProcess(db, 'writes', 300);
    for (let i = 0; i < 100; i++) await process.once();
    await process.settled();
    // Ten points per block: reserved is what was used plus the next block.
    expect(await reserved('writes')).toBeGreaterThanOrEqual(100);
    expect(await reserved('writes')).toBeLessThanOrEqual(120);
    await process.drain();
    const before = await reserved('writes');
    for (let i = 0; i < 100; i++) expect((await process.once()).allowed).toBe(false);
    expect(await reserved('writes')).toBe(before);
  });

  it('starts again with the next window and carries nothing over', async () => {
    const clock = startClock(0);
    const process = startProcess(db, 'window', 30, clock);
    expect(await process.drain()).toBe(30);
    clock.advance(HOUR * 1_000);
    await db.update(throttles).set({ expiresAt: 1 }).where(eq(throttles.key, 'window:ada'));
    expect(await process.drain()).toBe(30);
  });

  it('counts correctly under concurrent use in one process', async () => {
    const process = startProcess(db, 'rush', 90);
    const statuses = await Promise.all(Array.from({ length: 200 }, () => process.once()));
    expect(statuses.filter(({ allowed }) => allowed)).toHaveLength(90);
  });

  it('counts keys separately', async () => {
    const process = startProcess(db, 'keys', 5);
    expect(await process.drain('ada')).toBe(5);
    expect(await process.drain('bob')).toBe(5);
  });

  it('allows only the use on credit when the database fails', async () => {
    const broken = await freshDatabase('file');
    const process = startProcess(broken.db, 'broken', 100);
    await broken.close();
    expect((await process.once()).allowed).toBe(true);
    await process.settled();
    await expect(process.once()).rejects.toThrow();
  });
});
