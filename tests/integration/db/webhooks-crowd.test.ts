import { eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  entries,
  MIGRATIONS_FOLDER,
  migrateOnce,
  openDatabase,
  webhookDeliveries,
  webhooks,
} from '@/lib/db';
import {
  createWebhook,
  listDeliveries,
  maintainWebhooks,
  redeliver,
  sendTest,
} from '@/lib/webhooks';
import { claimDue } from '@/lib/webhooks/claim';
import { addUser, startClock, testContext } from '../../setup/context';
import { type Receiver, startReceiver, status } from '../../setup/receiver';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { ORIGIN, settledInSilence } from '../../setup/webhooks';

vi.stubEnv('WEBHOOKS_ALLOW_PRIVATE', 'true');

const UPSTREAM = 'http://127.0.0.1:9/v1';
const WAIT = { timeout: 20_000 };

describe.each(databases)('many webhooks on %s', (kind) => {
  let fresh: FreshDatabase;
  let receiver: Receiver;
  let counter = 0;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await receiver.close();
    await fresh.close();
  });
  beforeEach(() => fresh.db.delete(webhooks));

  const clock = startClock();
  /** A user with a webhook and a number of jobs that have settled without an announcement. */
  const crowd = async (jobs: number) => {
    counter += 1;
    const ctx = testContext(fresh.db, UPSTREAM, clock);
    const user = await addUser(fresh.db);
    const path = `/crowd-${counter}`;
    const { webhook } = await createWebhook(ctx, user, `${receiver.url}${path}`, ORIGIN);
    for (let i = 0; i < jobs; i++) {
      const jobId = `crowd-${kind}-${counter}-${i}`;
      await settledInSilence(ctx, jobId);
      await fresh.db.insert(entries).values({ userId: user, jobId, addedAt: clock.now() });
    }
    return { ctx, user, path, webhookId: webhook.id };
  };
  const ids = (path: string) => receiver.at(path).map(({ headers }) => headers['webhook-id']);

  it('are called once per job with several processes at work', async () => {
    const { ctx, path } = await crowd(40);
    const other = await openDatabase(fresh.url);
    await migrateOnce(other, MIGRATIONS_FOLDER);
    const more = testContext(other.db, UPSTREAM, clock);
    clock.advance(20_000);
    const rounds = [ctx, more, ctx, more].map((one) => maintainWebhooks(one, 60_000));
    await Promise.all(rounds);
    const open = async () => {
      const { deliveredAt } = webhookDeliveries;
      return fresh.db.select().from(webhookDeliveries).where(isNull(deliveredAt));
    };
    // Wait until the outcome is stored: with the clock advanced, unstored deliveries would be sent again.
    await expect.poll(open, WAIT).toEqual([]);
    expect(ids(path)).toHaveLength(40);
    for (let i = 0; i < 3; i++) {
      clock.advance(60_000);
      await Promise.all([maintainWebhooks(ctx, 60_000), maintainWebhooks(more, 60_000)]);
      await Promise.all([ctx.idle(), more.idle()]);
    }
    expect(new Set(ids(path)).size).toBe(40);
    expect(ids(path)).toHaveLength(40);
    other.close();
  });

  it('are not held up by a slow receiver, which gets two concurrent attempts', async () => {
    const slow = await crowd(10);
    const quick = await crowd(10);
    let open = 0;
    let most = 0;
    const release: (() => void)[] = [];
    receiver.answer(slow.path, (response) => {
      open += 1;
      most = Math.max(most, open);
      release.push(() => {
        open -= 1;
        status(204)(response);
      });
    });
    clock.advance(20_000);
    await maintainWebhooks(slow.ctx, 60_000);
    await expect.poll(() => ids(quick.path).length, WAIT).toBe(10);
    expect(ids(slow.path)).toHaveLength(2);
    await expect
      .poll(() => {
        for (const go of release.splice(0)) go();
        return ids(slow.path).length;
      }, WAIT)
      .toBe(10);
    for (const go of release.splice(0)) go();
    expect(most).toBe(2);
  });

  it('are called by another process once the lease of a dead one has expired', async () => {
    const { ctx, path } = await crowd(1);
    receiver.answer(path, status(500));
    clock.advance(20_000);
    await maintainWebhooks(ctx, 60_000);
    await ctx.idle();
    receiver.answer(path, status(204));
    clock.advance(5_000);
    // A process claims the delivery and dies.
    expect(await claimDue(fresh.db, clock.now())).toBeDefined();
    clock.advance(29_000);
    await maintainWebhooks(ctx, 60_000);
    await ctx.idle();
    expect(ids(path)).toHaveLength(1);
    clock.advance(1_000);
    await maintainWebhooks(ctx, 60_000);
    await ctx.idle();
    expect(ids(path)).toHaveLength(2);
  });

  it('do not store the outcome of a claim that another process has taken over', async () => {
    const { ctx, user, path, webhookId } = await crowd(1);
    let respondFirst = () => {};
    receiver.answer(path, (response) => {
      respondFirst = () => status(500)(response);
    });
    clock.advance(20_000);
    await maintainWebhooks(ctx, 60_000);
    await expect.poll(() => ids(path).length, WAIT).toBe(1);
    receiver.answer(path, status(204));
    clock.advance(31_000);
    await maintainWebhooks(ctx, 60_000);
    await expect
      .poll(async () => (await listDeliveries(ctx, user, webhookId))[0]?.state, WAIT)
      .toBe('delivered');
    respondFirst();
    await ctx.idle();
    expect(await listDeliveries(ctx, user, webhookId)).toMatchObject([
      { state: 'delivered', status: 204, attempts: 2 },
    ]);
  });

  it('can be redelivered with the same id, without a change of the schedule', async () => {
    const { ctx, user, path, webhookId } = await crowd(1);
    receiver.answer(path, status(500));
    clock.advance(20_000);
    await maintainWebhooks(ctx, 60_000);
    await ctx.idle();
    const [before] = await listDeliveries(ctx, user, webhookId);
    const failed = await redeliver(ctx, user, webhookId, before?.id ?? '');
    expect(failed).toMatchObject({
      state: 'waiting',
      attempts: 2,
      nextAttemptAt: before?.nextAttemptAt,
    });
    receiver.answer(path, status(204));
    const accepted = await redeliver(ctx, user, webhookId, before?.id ?? '');
    expect(accepted).toMatchObject({ state: 'delivered', attempts: 3, nextAttemptAt: null });
    expect(new Set(ids(path))).toEqual(new Set([before?.id]));
    await fresh.db
      .update(webhookDeliveries)
      .set({ leaseUntil: clock.now() + 1 })
      .where(eq(webhookDeliveries.webhookId, webhookId));
    const busy = await redeliver(ctx, user, webhookId, before?.id ?? '');
    expect(busy).toMatchObject({ state: 'sending', attempts: 3 });
    expect(ids(path)).toHaveLength(3);
  });

  it('can be tested 20 times a minute, and tests are not retried', async () => {
    const { ctx, user, path, webhookId } = await crowd(0);
    receiver.answer(path, status(500));
    for (let i = 0; i < 20; i++) {
      expect(await sendTest(ctx, user, webhookId)).toMatchObject({ state: 'failed', status: 500 });
    }
    await expect(sendTest(ctx, user, webhookId)).rejects.toMatchObject({
      code: 'too_many_requests',
    });
    clock.advance(3_600_000);
    await maintainWebhooks(ctx, 60_000);
    await ctx.idle();
    expect(ids(path)).toHaveLength(20);
  });

  it('are limited to ten per user, even if created concurrently', async () => {
    const { ctx, user } = await crowd(0);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 15 }, () => createWebhook(ctx, user, `${receiver.url}/x`, ORIGIN)),
    );
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(9);
  });
});
