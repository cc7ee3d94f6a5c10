import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { type Db, throttles } from '@/lib/db';
import { quotaLimiter } from '@/lib/rate-limit/local-quota';
import { startClock } from '../../../setup/context';
import { testLib as test } from '../../../setup/lib-test';
import { freshDatabase } from '../../../setup/temp-db';
import { onEachDatabase } from '../../../setup/test';

const HOUR = 3_600;

/** One process: its memory, its clock and its background reservations. */
function processOn(db: Db, name: string, points: number) {
  const clock = startClock(0);
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

const withProcesses = test
  /** Starts a process on the database. */
  .extend(
    'startProcess',
    ({ db }) =>
      (name: string, points: number) =>
        processOn(db, name, points),
  )
  /** How many points processes have reserved for the key `ada`. */
  .extend('reserved', ({ db }) => async (name: string) => {
    const [row] = await db
      .select()
      .from(throttles)
      .where(eq(throttles.key, `${name}:ada`));
    return row?.points ?? 0;
  });

describe.each(onEachDatabase(withProcesses))('quotaLimiter on $kind', ({ it }) => {
  it.for([1, 2, 29, 31, 600])(
    'allows one process exactly %i uses',
    async (points, { startProcess }) => {
      const { drain, once } = startProcess(`one-${points}`, points);
      expect(await drain()).toBe(points);
      expect(await once()).toMatchObject({ allowed: false, limit: points, remaining: 0 });
    },
  );

  it('counts down by one per use and returns when the window ends', async ({ startProcess }) => {
    const { once, clock, settled } = startProcess('down', 60);
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

  it('allows several processes no more than the limit, plus one use on credit each', async ({
    startProcess,
  }) => {
    const processes = Array.from({ length: 4 }, () => startProcess('many', 300));
    const through = await Promise.all(processes.map(({ drain }) => drain()));
    const all = through.reduce((sum, n) => sum + n, 0);
    expect(all).toBeGreaterThanOrEqual(300);
    expect(all).toBeLessThanOrEqual(304);
  });

  it('rejects at most one block early while another process holds a reserved block', async ({
    startProcess,
  }) => {
    const idle = startProcess('idle', 300);
    await idle.once();
    await idle.settled();
    const busy = startProcess('idle', 300);
    const through = await busy.drain();
    expect(through).toBeLessThanOrEqual(300);
    expect(through).toBeGreaterThanOrEqual(300 - 10 - 2);
  });

  it('allows one use of a key that another process has exhausted', async ({ startProcess }) => {
    expect(await startProcess('late', 40).drain()).toBe(40);
    const late = startProcess('late', 40);
    expect(await late.drain()).toBe(1);
  });

  it('writes once per block, and never once the limit is reached', async ({
    startProcess,
    reserved,
  }) => {
    const process = startProcess('writes', 300);
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

  it('starts again with the next window and carries nothing over', async ({ db, startProcess }) => {
    const process = startProcess('window', 30);
    expect(await process.drain()).toBe(30);
    process.clock.advance(HOUR * 1_000);
    await db.update(throttles).set({ expiresAt: 1 }).where(eq(throttles.key, 'window:ada'));
    expect(await process.drain()).toBe(30);
  });

  it('counts correctly under concurrent use in one process', async ({ startProcess }) => {
    const process = startProcess('rush', 90);
    const statuses = await Promise.all(Array.from({ length: 200 }, () => process.once()));
    expect(statuses.filter(({ allowed }) => allowed)).toHaveLength(90);
  });

  it('counts keys separately', async ({ startProcess }) => {
    const process = startProcess('keys', 5);
    expect(await process.drain('ada')).toBe(5);
    expect(await process.drain('bob')).toBe(5);
  });

  it('allows each process the limit on credit when the database fails', async () => {
    const broken = await freshDatabase('file');
    const process = processOn(broken.db, 'broken', 100);
    await broken.close();
    expect(await process.drain()).toBe(100);
    expect((await process.once()).allowed).toBe(false);
    expect(await process.drain('bob')).toBe(100);
  });

  it('reserves what was used on credit as soon as the database can be written again', async () => {
    const path = await freshDatabase('file');
    const other = new Database(String(path.path));
    const process = processOn(path.db, 'back', 300);
    other.exec('BEGIN IMMEDIATE');
    for (let i = 0; i < 25; i++) expect((await process.once()).allowed).toBe(true);
    other.exec('ROLLBACK');
    other.close();
    expect((await process.drain()) + 25).toBe(300);
    await path.close();
  });
});
