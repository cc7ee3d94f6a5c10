import { eq, sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { type Db, entries, jobs, resetFutureTimes, tidyFile } from '@/lib/db';
import {
  countPending,
  exportHistory,
  historyQuery,
  historySelection,
  listHistory,
  listJobs,
  maintainJobs,
  parseFilter,
} from '@/lib/jobs';
import { deleteUnreferenced, expireResults, storageUsed, storageUsedBy } from '@/lib/results';
import { pruneAll } from '@/lib/retention';
import {
  addFeedback,
  createShare,
  listFeedback,
  listJobShares,
  listShares,
  revokeShare,
  updateShare,
} from '@/lib/shares';
import { createWebhook, maintainWebhooks } from '@/lib/webhooks';
import { addUser } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { addJobs } from '../../setup/many-jobs';
import { type Plan, plansOf, unbounded } from '../../setup/query-plans';
import { shownTo, tokenOf, VISITOR } from '../../setup/shared';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a-secret-of-the-tests'.padEnd(40, 'x'));

const HOUR = 3_600_000;
const CURSOR = '1790000000000.job-50';
const FILTERS = [
  undefined,
  { state: 'pending' },
  { mode: 'furnish' },
  { state: 'failed', mode: 'x' },
];
const SEARCHES = [undefined, 'kitchen', 'a', 'kü 12', 'nothing has this'];

/** Links to two jobs of a user each, which people have looked at and said something of. */
async function addShares(db: Db, userId: string, count: number): Promise<void> {
  const from = sql`WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${count})`;
  const few = sql`(SELECT 1 AS k UNION ALL SELECT 2)`;
  const id = sql`${userId} || '-share-' || n`;
  const jobId = sql`${userId} || '-' || ((n + k) % 10)`;
  for (const insert of [
    sql`INSERT INTO shares (id, user_id, token_hash, token_sealed, created_at) ${from}
      SELECT ${id}, ${userId}, ${id}, '', n FROM n`,
    sql`INSERT INTO share_items (share_id, job_id, position) ${from}
      SELECT ${id}, ${jobId}, k FROM n, ${few}`,
    sql`INSERT INTO share_visits (share_id, day, visitor_hash) ${from}
      SELECT ${id}, 1000000 + k, 'visitor' FROM n, ${few}`,
    sql`INSERT INTO share_feedback (id, share_id, job_id, kind, visitor_hash, created_at) ${from}
      SELECT ${id} || '-' || k, ${id}, ${jobId}, 'comment', 'visitor', k FROM n, ${few}`,
  ]) {
    await db.run(insert);
  }
}

/** A long history, an archive with three jobs, and people with little: statistics that mislead. */
async function fill(db: Db): Promise<string> {
  const users = [
    await addUser(db),
    ...(await Promise.all(Array.from({ length: 20 }, () => addUser(db)))),
  ];
  for (const [index, user] of users.entries()) {
    const count = index === 0 ? 3_000 : 10;
    const added = Array.from({ length: count }, (_, n) => ({
      id: `${user}-${n}`,
      at: 1_790_000_000_000 + n * 60_000,
      label: `Küche ${n}`,
    }));
    await addJobs(db, user, added);
  }
  await db.run(
    sql`UPDATE entries SET archived_at = 1 WHERE user_id = ${users[0]} AND job_id LIKE '%-77'`,
  );
  for (const [index, user] of users.entries()) await addShares(db, user, index === 0 ? 200 : 10);
  return String(users[0]);
}

/** What grows with the number of jobs, with its query. */
const growing = (plans: Plan[]) => [
  ...new Set(plans.flatMap((plan) => unbounded(plan).map((step) => `${step} in ${plan.text}`))),
];

const it = test
  /** A user with a long history, in a database with others. */
  .extend('owner', { scope: 'file' }, ({ database }) => fill(database.db))
  /** The plans without the planner's statistics, then with them. */
  .extend('plans', ({ database, owner }) => async (work: (userId: string) => Promise<unknown>) => {
    const before = await plansOf(database.db, () => work(owner));
    tidyFile(database.db);
    const after = await plansOf(database.db, () => work(owner));
    expect(before.length).toBeGreaterThan(0);
    return [...before, ...after];
  });

describe.each(onEachDatabase(it))('query plans on $kind', ({ it }) => {
  const choices = FILTERS.flatMap((filter) =>
    SEARCHES.flatMap((q) => [undefined, CURSOR].map((cursor) => ({ ...filter, q, cursor }))),
  );

  it.for(['false', 'true', 'any'])(
    'of the list and the export are bounded, archived=%s',
    async (archived, { database, plans }) => {
      for (const { cursor, ...choice } of choices) {
        const list = historyQuery.parse({ ...choice, archived, cursor });
        const found = await plans((userId) => listJobs(database, userId, list));
        expect(growing(found)).toEqual([]);
        const selection = historySelection.parse({ ...choice, archived });
        const exported = await plans((userId) =>
          exportHistory(database, userId, selection, true).next(),
        );
        expect(growing(exported)).toEqual([]);
      }
    },
  );

  it.for([undefined, '1'])(
    'of the history page are bounded, archived=%s',
    async (archived, { database, plans }) => {
      for (const { cursor, ...choice } of choices) {
        const filter = parseFilter({ ...choice, archived, after: cursor });
        const found = await plans((userId) => listHistory(database, userId, filter));
        expect(growing(found)).toEqual([]);
      }
    },
  );

  it('of background work are bounded', async ({ database, clock, ctx, plans }) => {
    const found = await plans(async (userId) => {
      await createWebhook(ctx, userId, 'https://example.com/hook', 'https://b.example');
      clock.advance(HOUR);
      await resetFutureTimes(database.db, clock.now());
      await maintainJobs(ctx, 10);
      await maintainWebhooks(ctx, 10);
      await pruneAll(ctx, 10);
      await countPending(ctx);
      await expireResults(ctx, 10, HOUR);
      await deleteUnreferenced(ctx, 10);
      await storageUsedBy(ctx, userId);
    });
    expect(growing(found)).toEqual([]);
  });

  it('of share links read no table from end to end', async ({ ctx, plans }) => {
    const found = await plans(async (userId) => {
      const jobIds = [`${userId}-1`, `${userId}-2`];
      const share = await createShare(ctx, userId, { jobIds });
      const token = tokenOf(share);
      await shownTo(ctx, token);
      await shownTo(ctx, token);
      await listShares(ctx, userId);
      await listShares(ctx, userId, { jobId: jobIds[0] });
      await listJobShares(ctx, userId, String(jobIds[0]));
      await updateShare(ctx, userId, share.id, { jobIds: jobIds.toReversed(), maxViews: 9 });
      await shownTo(ctx, token, { address: 'x' });
      await addFeedback(ctx, token, VISITOR, { kind: 'like', item: 1, liked: true });
      await listFeedback(ctx, userId, share.id);
      await revokeShare(ctx, userId, share.id);
      await ctx.idle();
    });
    const scans = found.flatMap(({ steps, text }) =>
      steps
        .filter((step) => /^SCAN (?:shares|share_\w+|entries|jobs|users|throttles)\b/.test(step))
        .map((step) => `${step} in ${text}`),
    );
    expect(scans).toEqual([]);
  });

  it('of sums for operators read nothing but an index', async ({ ctx, plans }) => {
    const found = await plans(() => storageUsed(ctx));
    const steps = found.flatMap((plan) => plan.steps);
    expect(steps.filter((step) => !/USING COVERING INDEX results_stored\b/.test(step))).toEqual([]);
  });

  it('finds a scan and a sort when there is one', async ({ database, plans }) => {
    const scan = await plans(() => database.db.select().from(jobs).where(eq(jobs.status, 'x')));
    expect(growing(scan)[0]).toMatch(/^SCAN jobs/);
    const sort = await plans((userId) =>
      database.db.select().from(entries).where(eq(entries.userId, userId)).orderBy(entries.label),
    );
    expect(growing(sort).join()).toMatch(/TEMP B-TREE/);
  });
});
