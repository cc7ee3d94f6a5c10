import { eq, isNull } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { entries, MIGRATIONS_FOLDER, migrateOnce, webhookDeliveries } from '@/lib/db';
import { maintainWebhooks, redeliver, sendTest } from '@/lib/webhooks';
import { claimDue } from '@/lib/webhooks/claim';
import { testContext } from '../../setup/context';
import { status } from '../../setup/receiver';
import { onEachDatabase } from '../../setup/test';
import { settledInSilence, testWebhooks as test } from '../../setup/webhooks';

vi.stubEnv('WEBHOOKS_ALLOW_PRIVATE', 'true');

const WAIT = { timeout: 20_000 };

const withCrowd = test
  /** Adds a user with a webhook and a number of jobs that have settled without an announcement. */
  .extend('crowd', ({ db, clock, ctx, addWebhook }) => async (count: number) => {
    const hook = await addWebhook();
    for (let i = 0; i < count; i++) {
      const jobId = `crowd-${hook.id}-${i}`;
      await settledInSilence(ctx, jobId);
      await db.insert(entries).values({ userId: hook.userId, jobId, addedAt: clock.now() });
    }
    const ids = () => hook.messages().map(({ headers }) => headers['webhook-id']);
    return { ...hook, ids };
  })
  /** The context of another process. */
  .extend('otherCtx', async ({ database, upstream, clock, connect }) => {
    const other = await connect(database.url);
    await migrateOnce(other, MIGRATIONS_FOLDER);
    return testContext(other.db, upstream.url, clock);
  });

describe.each(onEachDatabase(withCrowd))('many webhooks on $kind', ({ it }) => {
  it('are called once per job with several processes at work', async ({
    clock,
    ctx,
    crowd,
    otherCtx,
  }) => {
    const { ids } = await crowd(40);
    clock.advance(20_000);
    const rounds = [ctx, otherCtx, ctx, otherCtx].map((one) => maintainWebhooks(one, 60_000));
    await Promise.all(rounds);
    const open = async () => {
      const { deliveredAt } = webhookDeliveries;
      return ctx.db.select().from(webhookDeliveries).where(isNull(deliveredAt));
    };
    // Wait until the outcome is stored: with the clock advanced, unstored deliveries would be sent again.
    await expect.poll(open, WAIT).toEqual([]);
    expect(ids()).toHaveLength(40);
    for (let i = 0; i < 3; i++) {
      clock.advance(60_000);
      await Promise.all([maintainWebhooks(ctx, 60_000), maintainWebhooks(otherCtx, 60_000)]);
      await Promise.all([ctx.idle(), otherCtx.idle()]);
    }
    expect(new Set(ids()).size).toBe(40);
    expect(ids()).toHaveLength(40);
  });

  it('are not held up by a slow receiver, which gets two concurrent attempts', async ({
    clock,
    ctx,
    crowd,
  }) => {
    const slow = await crowd(10);
    const quick = await crowd(10);
    let open = 0;
    let most = 0;
    const release: (() => void)[] = [];
    slow.answer((response) => {
      open += 1;
      most = Math.max(most, open);
      release.push(() => {
        open -= 1;
        status(204)(response);
      });
    });
    clock.advance(20_000);
    await maintainWebhooks(ctx, 60_000);
    await expect.poll(() => quick.ids().length, WAIT).toBe(10);
    expect(slow.ids()).toHaveLength(2);
    await expect
      .poll(() => {
        for (const go of release.splice(0)) go();
        return slow.ids().length;
      }, WAIT)
      .toBe(10);
    for (const go of release.splice(0)) go();
    expect(most).toBe(2);
  });

  it('are not held up by ten slow receivers of one user', async ({
    clock,
    ctx,
    crowd,
    addWebhook,
  }) => {
    const first = await crowd(3);
    const quick = await crowd(10);
    const slow: Pick<typeof first, 'messages' | 'answer'>[] = [first];
    for (let i = 1; i < 10; i++) slow.push(await addWebhook(first.userId));
    const open: (() => void)[] = [];
    for (const { answer } of slow) {
      answer((response) => open.push(() => status(204)(response)));
    }
    clock.advance(20_000);
    await maintainWebhooks(ctx, 60_000);
    await expect.poll(() => quick.ids().length, WAIT).toBe(10);
    expect(open).toHaveLength(8);
    await expect
      .poll(() => {
        for (const go of open.splice(0)) go();
        return slow.flatMap(({ messages }) => messages()).length;
      }, WAIT)
      .toBe(30);
    for (const go of open.splice(0)) go();
    await ctx.idle();
  });

  it('are called by another process once the lease of a dead one has expired', async ({
    clock,
    ctx,
    crowd,
    later,
  }) => {
    const { answer, ids } = await crowd(1);
    answer(status(500));
    await later(20_000);
    answer(status(204));
    clock.advance(5_000);
    // A process claims the delivery and dies.
    expect(await claimDue(ctx.db, clock.now())).toBeDefined();
    await later(29_000);
    expect(ids()).toHaveLength(1);
    await later(1_000);
    expect(ids()).toHaveLength(2);
  });

  it('do not store the outcome of a claim that another process has taken over', async ({
    clock,
    ctx,
    crowd,
  }) => {
    const { answer, ids, log } = await crowd(1);
    let respondFirst = () => {};
    answer((response) => {
      respondFirst = () => status(500)(response);
    });
    clock.advance(20_000);
    await maintainWebhooks(ctx, 60_000);
    await expect.poll(() => ids().length, WAIT).toBe(1);
    answer(status(204));
    clock.advance(31_000);
    await maintainWebhooks(ctx, 60_000);
    await expect.poll(async () => (await log())[0]?.state, WAIT).toBe('delivered');
    respondFirst();
    await ctx.idle();
    expect(await log()).toMatchObject([{ state: 'delivered', status: 204, attempts: 2 }]);
  });

  it('can be redelivered with the same id, without a change of the schedule', async ({
    clock,
    ctx,
    crowd,
    later,
  }) => {
    const { id, userId, answer, ids, log } = await crowd(1);
    answer(status(500));
    await later(20_000);
    const [before] = await log();
    const failed = await redeliver(ctx, userId, id, before?.id ?? '');
    expect(failed).toMatchObject({
      state: 'waiting',
      attempts: 2,
      nextAttemptAt: before?.nextAttemptAt,
    });
    answer(status(204));
    const accepted = await redeliver(ctx, userId, id, before?.id ?? '');
    expect(accepted).toMatchObject({ state: 'delivered', attempts: 3, nextAttemptAt: null });
    expect(new Set(ids())).toEqual(new Set([before?.id]));
    await ctx.db
      .update(webhookDeliveries)
      .set({ leaseUntil: clock.now() + 1 })
      .where(eq(webhookDeliveries.webhookId, id));
    const busy = await redeliver(ctx, userId, id, before?.id ?? '');
    expect(busy).toMatchObject({ state: 'sending', attempts: 3 });
    expect(ids()).toHaveLength(3);
  });

  it('can be tested 20 times a minute, and tests are not retried', async ({
    ctx,
    crowd,
    later,
  }) => {
    const { id, userId, answer, ids } = await crowd(0);
    answer(status(500));
    for (let i = 0; i < 20; i++) {
      expect(await sendTest(ctx, userId, id)).toMatchObject({ state: 'failed', status: 500 });
    }
    await expect(sendTest(ctx, userId, id)).rejects.toMatchObject({
      code: 'too_many_requests',
    });
    await later(3_600_000);
    expect(ids()).toHaveLength(20);
  });

  it('are limited to ten per user, even if created concurrently', async ({ addWebhook, crowd }) => {
    const { userId } = await crowd(0);
    const outcomes = await Promise.allSettled(Array.from({ length: 15 }, () => addWebhook(userId)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(9);
  });
});
