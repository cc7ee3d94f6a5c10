import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { budgetReport } from '@/lib/budget';
import { calls, jobs, upstreamHealth } from '@/lib/db';
import { createGepetto } from '@/lib/gepetto';
import { checkNow, getOrAddJob, maintainJobs } from '@/lib/jobs';
import { addUser, startClock, TEST_KEY, testContext } from '../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { startUpstream, type Upstream } from '../../setup/upstream';

const NEXT_KEY = 'next-key-0123456789';
const DONE = '{"status":"success","output":"https://a.example/x.png"}';

describe.each(databases)('two keys on %s', (kind) => {
  let fresh: FreshDatabase;
  let upstream: Upstream;
  let user: string;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
  });
  afterAll(() => fresh.close());
  beforeEach(async () => {
    await fresh.db.delete(calls);
    await fresh.db.delete(jobs);
    await fresh.db.delete(upstreamHealth);
    user = await addUser(fresh.db);
    upstream = await startUpstream();
    return () => upstream.close();
  });

  /** A separate instance: instances share only the database. */
  const instance = (clock = startClock(), callsPerMinute = 100_000) =>
    withKeys({ apiKey: TEST_KEY, nextApiKey: NEXT_KEY }, upstream.url, clock, callsPerMinute);
  const withKeys = (
    keys: { apiKey: string; nextApiKey?: string },
    baseUrl = upstream.url,
    clock = startClock(),
    callsPerMinute = 100_000,
  ) => ({
    ...testContext(fresh.db, baseUrl, clock),
    gepetto: createGepetto(async () => ({ baseUrl, ...keys }), {
      sandbox: false,
      timeoutMs: 10_000,
      callsPerMinute,
    }),
  });
  const keysUsed = () =>
    upstream.requests.map(({ headers }) => headers.authorization?.replace('Bearer ', ''));
  const addJobs = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const id = `${name}-${kind}-${i}`;
      upstream.set(id, { kind: 'json', body: DONE });
      return id;
    });

  it('uses the first key as long as upstream accepts it', async () => {
    const ctx = instance();
    for (const id of addJobs('first', 3)) await getOrAddJob(ctx, user, id);
    expect(keysUsed()).toEqual([TEST_KEY, TEST_KEY, TEST_KEY]);
    expect((await budgetReport(ctx)).health).toBe('ok');
  });

  it('hides a rejected first key from callers, and counts every call', async () => {
    const [here, there] = [instance(), instance()];
    const before = addJobs('before', 8);
    const after = addJobs('after', 8);
    const users = await Promise.all(Array.from({ length: 4 }, () => addUser(fresh.db)));
    const ask = (id: string, i: number) =>
      getOrAddJob(i % 2 ? here : there, String(users[i % 4]), id);
    const asking = before.map(ask);
    upstream.refuseKey(TEST_KEY);
    const answers = await Promise.all([...asking, ...after.map(ask)]);
    expect(answers.map(({ body }) => body)).toEqual(Array(16).fill(DONE));
    expect(await fresh.db.select().from(calls)).toHaveLength(upstream.requests.length);
    expect((await budgetReport(here)).health).toBe('first_key_rejected');
  });

  it('stops using the rejected key on all instances', async () => {
    const [one, ...rest] = addJobs('later', 6);
    upstream.refuseKey(TEST_KEY);
    await getOrAddJob(instance(), user, String(one));
    expect(keysUsed()).toEqual([TEST_KEY, NEXT_KEY]);
    for (const id of rest) await getOrAddJob(instance(), user, id);
    expect(keysUsed().slice(2)).toEqual(Array(5).fill(NEXT_KEY));
    const [health] = await fresh.db.select().from(upstreamHealth);
    expect(JSON.stringify(health)).not.toMatch(/next-key|test-key/);
  });

  it('uses the second key for background refreshes too', async () => {
    const clock = startClock();
    const ctx = instance(clock);
    const id = `pending-${kind}`;
    upstream.set(id, { kind: 'json', body: '{"status":"pending"}' });
    await getOrAddJob(ctx, user, id);
    upstream.set(id, { kind: 'json', body: DONE });
    upstream.refuseKey(TEST_KEY);
    clock.advance(60_000);
    await maintainJobs(ctx, 1_000);
    expect((await getOrAddJob(ctx, user, id)).body).toBe(DONE);
    expect(keysUsed()).toEqual([TEST_KEY, TEST_KEY, NEXT_KEY]);
  });

  it('returns to the first key if the second is rejected', async () => {
    const [one, two] = addJobs('back', 2);
    upstream.refuseKey(TEST_KEY);
    await getOrAddJob(instance(), user, String(one));
    const other = await startUpstream();
    other.set(String(two), { kind: 'json', body: DONE });
    other.refuseKey(NEXT_KEY);
    const ctx = withKeys({ apiKey: TEST_KEY, nextApiKey: NEXT_KEY }, other.url);
    expect((await getOrAddJob(ctx, user, String(two))).body).toBe(DONE);
    expect((await budgetReport(ctx)).health).toBe('ok');
    await other.close();
  });

  it('reports a rejected key if both are rejected, after one call with each', async () => {
    const ctx = instance();
    const [one] = addJobs('both', 1);
    upstream.refuseKey(TEST_KEY);
    upstream.refuseKey(NEXT_KEY);
    await expect(getOrAddJob(ctx, user, String(one))).rejects.toMatchObject({
      code: 'upstream_key_rejected',
    });
    expect(keysUsed()).toEqual([TEST_KEY, NEXT_KEY]);
    expect((await budgetReport(ctx)).health).toBe('key_rejected');
  });

  it('reports nothing once the second key has become the first', async () => {
    const [one, two] = addJobs('promoted', 2);
    upstream.refuseKey(TEST_KEY);
    await getOrAddJob(instance(), user, String(one));
    upstream.requests.length = 0;
    const ctx = withKeys({ apiKey: NEXT_KEY });
    expect((await getOrAddJob(ctx, user, String(two))).body).toBe(DONE);
    expect(keysUsed()).toEqual([NEXT_KEY]);
    expect((await budgetReport(ctx)).health).toBe('ok');
  });

  it('does not try the second key if the budget is spent', async () => {
    // Of two calls a minute, one is never used (the slack).
    const ctx = instance(startClock(), 2);
    const [one] = addJobs('broke', 1);
    upstream.refuseKey(TEST_KEY);
    await expect(getOrAddJob(ctx, user, String(one))).rejects.toMatchObject({
      code: 'upstream_busy',
    });
    expect(keysUsed()).toEqual([TEST_KEY]);
  });

  it('applies to "Check now" too', async () => {
    const clock = startClock();
    const ctx = instance(clock);
    const id = `check-${kind}`;
    upstream.set(id, { kind: 'json', body: '{"status":"pending"}' });
    await getOrAddJob(ctx, user, id);
    upstream.refuseKey(TEST_KEY);
    clock.advance(30_000);
    expect((await checkNow(ctx, user, id)).trouble).toBeNull();
  });
});
