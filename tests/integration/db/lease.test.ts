import { eq, lte, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogues, jobs } from '@/lib/db';
import { claim, claimOrInsert, release, waitForWinner, writeClaimed } from '@/lib/lease';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';

const T0 = Date.UTC(2026, 0, 1);
const LEASE_MS = 10_000;

describe.each(databases)('a lease on %s', (kind) => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());
  beforeEach(async () => {
    await fresh.db.delete(jobs);
    await fresh.db.delete(catalogues);
    const times = { createdAt: T0, waitingSince: T0, nextCheckAt: T0 };
    await fresh.db.insert(jobs).values([
      { id: 'a', ...times },
      { id: 'b', ...times },
    ]);
  });

  const claimJob = (id: string, now: number) =>
    claim(fresh.db, jobs, { where: eq(jobs.id, id), now, leaseMs: LEASE_MS });
  const claimed = async (id: string, now: number) => {
    const row = await claimJob(id, now);
    if (!row) throw new Error('The claim failed.');
    return row;
  };
  const claimList = (now: number) =>
    claimOrInsert(fresh.db, catalogues, {
      row: { source: 'https://a.example', name: 'styles' },
      due: lte(catalogues.nextCheckAt, now),
      now,
      leaseMs: LEASE_MS,
    });

  it('goes to one of fifty callers', async () => {
    const rows = await Promise.all(Array.from({ length: 50 }, () => claimJob('a', T0)));
    expect(rows.filter(Boolean)).toMatchObject([
      { id: 'a', fence: 1, leaseUntil: T0 + LEASE_MS, body: null },
    ]);
    expect(await claimJob('b', T0)).toMatchObject({ id: 'b', fence: 1 });
  });

  it('writes further columns and respects the condition', async () => {
    const options = { now: T0, leaseMs: LEASE_MS, set: { failures: sql`${jobs.failures} + 1` } };
    const where = eq(jobs.state, 'stalled');
    expect(await claim(fresh.db, jobs, { ...options, where })).toBeUndefined();
    const row = await claim(fresh.db, jobs, { ...options, where: eq(jobs.id, 'a') });
    expect(row).toMatchObject({ failures: 1, fence: 1 });
  });

  it('can be claimed again once it has expired, and the first holder cannot write any more', async () => {
    const slow = await claimed('a', T0);
    expect(await claimJob('a', T0 + LEASE_MS - 1)).toBeUndefined();
    const next = await claimed('a', T0 + LEASE_MS);
    expect(next.fence).toBe(2);
    expect(await writeClaimed(fresh.db, jobs, slow, { status: 'late' })).toBeUndefined();
    await release(fresh.db, jobs, slow);
    expect(await writeClaimed(fresh.db, jobs, next, { status: 'done' })).toMatchObject({
      status: 'done',
      leaseUntil: 0,
    });
    expect(await writeClaimed(fresh.db, jobs, next, { status: 'twice' })).toBeUndefined();
  });

  it('does not survive a claim by a version that writes no fence number', async () => {
    const slow = await claimed('a', T0);
    await fresh.db.update(jobs).set({ leaseUntil: T0 + 60_000 });
    expect(await writeClaimed(fresh.db, jobs, slow, { status: 'late' })).toBeUndefined();
  });

  it('writes to no other row', async () => {
    const row = await claimed('a', T0);
    await claimed('b', T0);
    await writeClaimed(fresh.db, jobs, row, { status: 'done' });
    const [other] = await fresh.db.select().from(jobs).where(eq(jobs.id, 'b'));
    expect(other).toMatchObject({ status: null, leaseUntil: T0 + LEASE_MS });
  });

  it('can be released at once', async () => {
    await release(fresh.db, jobs, await claimed('a', T0));
    expect(await claimJob('a', T0)).toMatchObject({ fence: 2 });
  });

  it('creates the row for one of twenty callers, found again by a key of two columns', async () => {
    const rows = await Promise.all(Array.from({ length: 20 }, () => claimList(T0)));
    const [row, ...more] = rows.flatMap((one) => one ?? []);
    expect(more).toEqual([]);
    if (!row) throw new Error('The claim failed.');
    expect(row).toMatchObject({ name: 'styles', fence: 1, body: null });
    await fresh.db.insert(catalogues).values({ ...row, name: 'rooms' });
    const written = await writeClaimed(fresh.db, catalogues, row, { nextCheckAt: T0 + 5 });
    expect(written).toMatchObject({ name: 'styles', nextCheckAt: T0 + 5, leaseUntil: 0 });
    expect(await claimList(T0 + 4)).toBeUndefined();
    expect(await claimList(T0 + 5)).toMatchObject({ fence: 2 });
  });

  it('ends the wait of others when its holder writes, or when it expires', async () => {
    const select = async () => (await fresh.db.select().from(jobs).where(eq(jobs.id, 'a')))[0];
    const isDone = (row: { status: string | null }) => row.status !== null;
    const row = await claimed('a', T0);
    const waiting = waitForWinner(select, isDone, () => T0);
    await writeClaimed(fresh.db, jobs, row, { status: 'done' });
    expect(await waiting).toMatchObject({ status: 'done' });
    await claimed('b', T0);
    const selectB = async () => (await fresh.db.select().from(jobs).where(eq(jobs.id, 'b')))[0];
    expect(await waitForWinner(selectB, isDone, () => T0 + LEASE_MS)).toMatchObject({
      status: null,
    });
  });
});
