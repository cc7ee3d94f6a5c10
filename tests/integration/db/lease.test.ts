import { eq, lte, sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { catalogues, jobs } from '@/lib/db';
import { claim, claimOrInsert, release, waitForWinner, writeClaimed } from '@/lib/lease';
import { testClean as test } from '../../setup/clean-test';
import { onEachDatabase } from '../../setup/test';

const T0 = Date.UTC(2026, 0, 1);
const LEASE_MS = 10_000;

const withJobs = test
  /** With two jobs, `a` and `b`. */
  .extend('db', async ({ db }) => {
    const times = { createdAt: T0, waitingSince: T0, nextCheckAt: T0 };
    await db.insert(jobs).values(['a', 'b'].map((id) => ({ id, ...times })));
    return db;
  })
  .extend(
    'claimJob',
    ({ db }) =>
      (id: string, now: number) =>
        claim(db, jobs, { where: eq(jobs.id, id), now, leaseMs: LEASE_MS }),
  )
  .extend('claimed', ({ claimJob }) => async (id: string, now: number) => {
    const row = await claimJob(id, now);
    if (!row) throw new Error('The claim failed.');
    return row;
  })
  .extend(
    'claimList',
    ({ db }) =>
      (now: number) =>
        claimOrInsert(db, catalogues, {
          row: { source: 'https://a.example', name: 'styles' },
          due: lte(catalogues.nextCheckAt, now),
          now,
          leaseMs: LEASE_MS,
        }),
  );

describe.each(onEachDatabase(withJobs))('a lease on $kind', ({ it }) => {
  it('goes to one of fifty callers', async ({ claimJob }) => {
    const rows = await Promise.all(Array.from({ length: 50 }, () => claimJob('a', T0)));
    expect(rows.filter(Boolean)).toMatchObject([
      { id: 'a', fence: 1, leaseUntil: T0 + LEASE_MS, body: null },
    ]);
    expect(await claimJob('b', T0)).toMatchObject({ id: 'b', fence: 1 });
  });

  it('writes further columns and respects the condition', async ({ db }) => {
    const options = { now: T0, leaseMs: LEASE_MS, set: { failures: sql`${jobs.failures} + 1` } };
    const where = eq(jobs.state, 'stalled');
    expect(await claim(db, jobs, { ...options, where })).toBeUndefined();
    const row = await claim(db, jobs, { ...options, where: eq(jobs.id, 'a') });
    expect(row).toMatchObject({ failures: 1, fence: 1 });
  });

  it('can be claimed again once it has expired, and the first holder cannot write any more', async ({
    db,
    claimJob,
    claimed,
  }) => {
    const slow = await claimed('a', T0);
    expect(await claimJob('a', T0 + LEASE_MS - 1)).toBeUndefined();
    const next = await claimed('a', T0 + LEASE_MS);
    expect(next.fence).toBe(2);
    expect(await writeClaimed(db, jobs, slow, { status: 'late' })).toBeUndefined();
    await release(db, jobs, slow);
    expect(await writeClaimed(db, jobs, next, { status: 'done' })).toMatchObject({
      status: 'done',
      leaseUntil: 0,
    });
    expect(await writeClaimed(db, jobs, next, { status: 'twice' })).toBeUndefined();
  });

  it('does not survive a claim by a version that writes no fence number', async ({
    db,
    claimed,
  }) => {
    const slow = await claimed('a', T0);
    await db.update(jobs).set({ leaseUntil: T0 + 60_000 });
    expect(await writeClaimed(db, jobs, slow, { status: 'late' })).toBeUndefined();
  });

  it('writes to no other row', async ({ db, claimed }) => {
    const row = await claimed('a', T0);
    await claimed('b', T0);
    await writeClaimed(db, jobs, row, { status: 'done' });
    const [other] = await db.select().from(jobs).where(eq(jobs.id, 'b'));
    expect(other).toMatchObject({ status: null, leaseUntil: T0 + LEASE_MS });
  });

  it('can be released at once', async ({ db, claimJob, claimed }) => {
    await release(db, jobs, await claimed('a', T0));
    expect(await claimJob('a', T0)).toMatchObject({ fence: 2 });
  });

  it('creates the row for one of twenty callers, found again by a key of two columns', async ({
    db,
    claimList,
  }) => {
    const rows = await Promise.all(Array.from({ length: 20 }, () => claimList(T0)));
    const [row, ...more] = rows.flatMap((one) => one ?? []);
    expect(more).toEqual([]);
    if (!row) throw new Error('The claim failed.');
    expect(row).toMatchObject({ name: 'styles', fence: 1, body: null });
    await db.insert(catalogues).values({ ...row, name: 'rooms' });
    const written = await writeClaimed(db, catalogues, row, { nextCheckAt: T0 + 5 });
    expect(written).toMatchObject({ name: 'styles', nextCheckAt: T0 + 5, leaseUntil: 0 });
    expect(await claimList(T0 + 4)).toBeUndefined();
    expect(await claimList(T0 + 5)).toMatchObject({ fence: 2 });
  });

  it('ends the wait of others when its holder writes, or when it expires', async ({
    db,
    claimed,
  }) => {
    const select = async () => (await db.select().from(jobs).where(eq(jobs.id, 'a')))[0];
    const isDone = (row: { status: string | null }) => row.status !== null;
    const row = await claimed('a', T0);
    const waiting = waitForWinner(select, isDone, () => T0);
    await writeClaimed(db, jobs, row, { status: 'done' });
    expect(await waiting).toMatchObject({ status: 'done' });
    await claimed('b', T0);
    const selectB = async () => (await db.select().from(jobs).where(eq(jobs.id, 'b')))[0];
    expect(await waitForWinner(selectB, isDone, () => T0 + LEASE_MS)).toMatchObject({
      status: null,
    });
  });
});
