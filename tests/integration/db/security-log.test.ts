import { desc, sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import type { Context as TestContext } from '@/lib/context';
import { securityEvents } from '@/lib/db';
import { logSecurity } from '@/lib/security-log';
import { MAX_ROWS_PER_WINDOW, WRITE_INTERVAL_MS } from '@/lib/security-log/failures';
import { testClean as test } from '../../setup/clean-test';
import { plansOf } from '../../setup/query-plans';
import { onEachDatabase } from '../../setup/test';

const withRows = test
  .extend(
    'rows',
    ({ db }) =>
      () =>
        db.select().from(securityEvents).orderBy(desc(securityEvents.id)),
  )
  /** How often something has happened, in all lines together. */
  .extend('total', ({ db }) => async () => {
    const [row] = await db
      .select({ times: sql<number>`coalesce(sum(${securityEvents.times}), 0)` })
      .from(securityEvents);
    return row?.times;
  })
  .extend(
    'fail',
    ({ ctx }) =>
      (account: string, context: TestContext = ctx) =>
        logSecurity(context, 'sign_in_failed', { account, method: 'password' }),
  );

describe.each(onEachDatabase(withRows))('the security log on $kind', ({ it }) => {
  it('has the row of a change as soon as the call returns', async ({ ctx, clock, rows }) => {
    await logSecurity(ctx, 'token_created', { userId: 'ada', tokenId: 't1' });
    await logSecurity(ctx, 'account_disabled', { userId: 'ada', by: 'ops' });
    expect(await rows()).toMatchObject([
      { event: 'account_disabled', aboutUser: 'ada', byUser: 'ops', details: null },
      { event: 'token_created', at: clock.now(), details: { tokenId: 't1' }, times: 1 },
    ]);
  });

  it('counts equal failures in one row, and loses none', async ({ ctx, rows, fail, total }) => {
    for (let i = 0; i < 500; i++) await fail('same');
    await ctx.idle();
    await expect.poll(total, { timeout: 3 * WRITE_INTERVAL_MS }).toBe(500);
    expect(await rows()).toHaveLength(1);
  });

  it('bounds rows and statements in a flood of different failures', async ({
    db,
    ctx,
    rows,
    fail,
    total,
  }) => {
    const plans = await plansOf(db, async () => {
      for (let i = 0; i < 5_000; i++) await fail(`account ${i}`);
      await vi.waitFor(async () => expect(await total()).toBe(5_000), {
        timeout: 3 * WRITE_INTERVAL_MS,
        interval: 1_000,
      });
    });
    const writes = plans.filter(({ text }) => /^insert/i.test(text));
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.length).toBeLessThanOrEqual(2);
    const kept = await rows();
    expect(kept.length).toBeLessThanOrEqual(MAX_ROWS_PER_WINDOW + 1);
    const rest = kept.filter(({ account }) => account === null);
    expect(rest).toMatchObject([{ details: { reason: 'too_many_to_list' } }]);
    await ctx.idle();
  });
});
