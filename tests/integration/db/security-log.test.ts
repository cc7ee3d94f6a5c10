import { desc, sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import type { Context as TestContext } from '@/lib/context';
import { securityEvents, users } from '@/lib/db';
import { accountOf, exportSecurityLog, listSecurityLog, logSecurity } from '@/lib/security-log';
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

describe.each(onEachDatabase(withRows))('reading the security log on $kind', ({ it }) => {
  it('finds what is about a person, by them, or by somebody who tried their address', async ({
    db,
    ctx,
  }) => {
    await db.insert(users).values({ id: 'ada', email: 'ada@example.com' });
    await db.insert(securityEvents).values([
      { at: 1, event: 'signed_in', aboutUser: 'ada' },
      { at: 2, event: 'account_disabled', aboutUser: 'bob', byUser: 'ada' },
      { at: 3, event: 'sign_in_failed', account: accountOf('ada@example.com'), aboutUser: 'ada' },
      { at: 4, event: 'sign_up_failed', account: accountOf('eve@example.com') },
    ]);
    const at = async (selection: object) =>
      (await listSecurityLog(ctx, selection)).lines.map((line) => line.at);
    expect(await at({})).toEqual([4, 3, 2, 1]);
    expect(await at({ person: 'Ada@example.com' })).toEqual([3, 2, 1]);
    expect(await at({ person: 'ada' })).toEqual([3, 2, 1]);
    expect(await at({ person: 'eve@example.com' })).toEqual([4]);
    expect(await at({ person: 'ada', event: 'signed_in' })).toEqual([1]);
    expect(await at({ event: 'sign_up_failed' })).toEqual([4]);
    const [line] = (await listSecurityLog(ctx, { event: 'account_disabled' })).lines;
    expect(line).toMatchObject({
      about: { id: 'bob', email: null },
      by: { id: 'ada', email: 'ada@example.com' },
    });
  });

  it('selects days, and pages and exports every line once', async ({ db, ctx }) => {
    const day = (text: string) => Date.parse(text);
    const rows = Array.from({ length: 1_201 }, (_, n) => ({
      at: day('2026-11-25T23:59:59Z') + Math.floor(n / 3) * 1_000,
      event: 'signed_in',
      aboutUser: n % 2 ? 'ada' : 'bob',
    }));
    for (let from = 0; from < rows.length; from += 400) {
      await db.insert(securityEvents).values(rows.slice(from, from + 400));
    }
    const only = await listSecurityLog(ctx, { from: '2026-11-25', to: '2026-11-25' });
    expect([only.lines.length, only.cursor]).toEqual([3, null]);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSecurityLog(ctx, { person: 'ada' }, cursor);
      seen.push(...page.lines.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([600, 600]);
    const exported: number[] = [];
    for await (const page of exportSecurityLog(ctx, {})) exported.push(...page.map(({ id }) => id));
    expect([exported.length, new Set(exported).size]).toEqual([1_201, 1_201]);
  });

  it('is served by indexes, with or without a filter', async ({ db, ctx }) => {
    await db.insert(users).values({ id: 'ada', email: 'ada@example.com' });
    const selections = [{}, { person: 'ada@example.com' }, { event: 'signed_in' as const }];
    const plans = await plansOf(db, async () => {
      for (const selection of selections) {
        await listSecurityLog(ctx, { ...selection, from: '2026-01-01' }, '5.5');
      }
    });
    const scans = plans.flatMap(({ steps }) =>
      steps.filter((step) => /SCAN security_events/.test(step) && !/INDEX/.test(step)),
    );
    expect(scans).toEqual([]);
  });
});
