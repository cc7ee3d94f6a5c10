import { describe, expect } from 'vitest';
import { budgetReport } from '@/lib/budget';
import { calls, upstreamHealth } from '@/lib/db';
import { createGepetto } from '@/lib/gepetto';
import { checkNow, getOrAddJob, maintainJobs } from '@/lib/jobs';
import { testClean as test } from '../../setup/clean-test';
import { addUser, TEST_KEY, testContext } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';

const NEXT_KEY = 'next-key-0123456789';
const BOTH = { apiKey: TEST_KEY, nextApiKey: NEXT_KEY };
const DONE = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;

const withInstances = test
  /** Starts an instance: instances share only the database. */
  .extend(
    'instance',
    ({ db, upstream, clock }) =>
      (keys: { apiKey: string; nextApiKey?: string } = BOTH, callsPerMinute = 100_000) => ({
        ...testContext(db, upstream.url, clock),
        gepetto: createGepetto(async () => ({ baseUrl: upstream.url, ...keys }), {
          sandbox: false,
          timeoutMs: 10_000,
          callsPerMinute,
        }),
      }),
  )
  /** The context of an instance with both keys. */
  .extend('ctx', ({ instance }) => instance())
  /** Adds jobs upstream that have ended. */
  .extend(
    'addJobs',
    ({ upstream }) =>
      (count: number) =>
        Array.from({ length: count }, () => upstream.add(DONE)),
  )
  /** One such job. */
  .extend('id', ({ upstream }) => upstream.add(DONE))
  /** A job that was pending when the user requested it, and has ended since. */
  .extend('waitingId', async ({ upstream, ctx, userId }) => {
    const id = upstream.add({ kind: 'json', body: '{"status":"pending"}' });
    await getOrAddJob(ctx, userId, id);
    upstream.set(id, DONE);
    return id;
  })
  /** The keys of the requests to upstream so far. */
  .extend(
    'keysUsed',
    ({ upstream }) =>
      () =>
        upstream.requests.map(({ headers }) => headers.authorization?.replace('Bearer ', '')),
  );

describe.each(onEachDatabase(withInstances))('two keys on $kind', ({ it }) => {
  it('uses the first key as long as upstream accepts it', async ({
    ctx,
    userId,
    keysUsed,
    addJobs,
  }) => {
    for (const id of addJobs(3)) await getOrAddJob(ctx, userId, id);
    expect(keysUsed()).toEqual([TEST_KEY, TEST_KEY, TEST_KEY]);
    expect((await budgetReport(ctx)).health).toBe('ok');
  });

  it('hides a rejected first key from callers, and counts every call', async ({
    db,
    upstream,
    instance,
    addJobs,
  }) => {
    const [here, there] = [instance(), instance()];
    const [before, after] = [addJobs(8), addJobs(8)];
    const users = await Promise.all(Array.from({ length: 4 }, () => addUser(db)));
    const ask = (id: string, i: number) =>
      getOrAddJob(i % 2 ? here : there, String(users[i % 4]), id);
    const asking = before.map(ask);
    upstream.refuseKey(TEST_KEY);
    const answers = await Promise.all([...asking, ...after.map(ask)]);
    expect(answers.map(({ body }) => body)).toEqual(Array(16).fill(DONE.body));
    expect(await db.select().from(calls)).toHaveLength(upstream.requests.length);
    expect((await budgetReport(here)).health).toBe('first_key_rejected');
  });

  it('stops using the rejected key on all instances', async ({
    db,
    upstream,
    userId,
    instance,
    keysUsed,
    addJobs,
    id,
  }) => {
    upstream.refuseKey(TEST_KEY);
    await getOrAddJob(instance(), userId, id);
    expect(keysUsed()).toEqual([TEST_KEY, NEXT_KEY]);
    for (const another of addJobs(5)) await getOrAddJob(instance(), userId, another);
    expect(keysUsed().slice(2)).toEqual(Array(5).fill(NEXT_KEY));
    const [health] = await db.select().from(upstreamHealth);
    expect(JSON.stringify(health)).not.toMatch(/next-key|test-key/);
  });

  it('uses the second key for background refreshes too', async ({
    upstream,
    clock,
    ctx,
    userId,
    keysUsed,
    waitingId,
  }) => {
    upstream.refuseKey(TEST_KEY);
    clock.advance(60_000);
    await maintainJobs(ctx, 1_000);
    expect((await getOrAddJob(ctx, userId, waitingId)).body).toBe(DONE.body);
    expect(keysUsed()).toEqual([TEST_KEY, TEST_KEY, NEXT_KEY]);
  });

  it('returns to the first key if the second is rejected', async ({
    upstream,
    ctx,
    userId,
    instance,
    id,
  }) => {
    upstream.refuseKey(TEST_KEY);
    await getOrAddJob(ctx, userId, id);
    upstream.reset();
    upstream.refuseKey(NEXT_KEY);
    const other = instance();
    expect((await getOrAddJob(other, userId, upstream.add(DONE))).body).toBe(DONE.body);
    expect((await budgetReport(other)).health).toBe('ok');
  });

  it('reports a rejected key if both are rejected, after one call with each', async ({
    upstream,
    ctx,
    userId,
    keysUsed,
    id,
  }) => {
    upstream.refuseKey(TEST_KEY);
    upstream.refuseKey(NEXT_KEY);
    await expect(getOrAddJob(ctx, userId, id)).rejects.toMatchObject({
      code: 'upstream_key_rejected',
    });
    expect(keysUsed()).toEqual([TEST_KEY, NEXT_KEY]);
    expect((await budgetReport(ctx)).health).toBe('key_rejected');
  });

  it('reports nothing once the second key has become the first', async ({
    upstream,
    ctx,
    userId,
    instance,
    keysUsed,
    id,
  }) => {
    upstream.refuseKey(TEST_KEY);
    await getOrAddJob(ctx, userId, id);
    upstream.requests.length = 0;
    const promoted = instance({ apiKey: NEXT_KEY });
    expect((await getOrAddJob(promoted, userId, upstream.add(DONE))).body).toBe(DONE.body);
    expect(keysUsed()).toEqual([NEXT_KEY]);
    expect((await budgetReport(promoted)).health).toBe('ok');
  });

  it('does not try the second key if the budget is spent', async ({
    upstream,
    userId,
    instance,
    keysUsed,
    id,
  }) => {
    // Of two calls a minute, one is never used (the slack).
    const ctx = instance(BOTH, 2);
    upstream.refuseKey(TEST_KEY);
    await expect(getOrAddJob(ctx, userId, id)).rejects.toMatchObject({ code: 'upstream_busy' });
    expect(keysUsed()).toEqual([TEST_KEY]);
  });

  it('applies to "Check now" too', async ({ upstream, clock, ctx, userId, waitingId }) => {
    upstream.refuseKey(TEST_KEY);
    clock.advance(30_000);
    expect((await checkNow(ctx, userId, waitingId)).trouble).toBeNull();
  });
});
