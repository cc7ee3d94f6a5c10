import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { reserveCall } from '@/lib/budget';
import { type Db, entries, jobs, sending } from '@/lib/db';
import { setPaused } from '@/lib/submissions';
import { testSubmissions as test } from '../../setup/submission-test';
import { onEachDatabase } from '../../setup/test';

const LIMIT = 120;
const MINUTE = 60_000;

/** A job in a history that has been due since `at`, ms UTC. */
async function addDue(db: Db, userId: string, at: number) {
  const id = `job-${randomUUID()}`;
  await db.insert(jobs).values({ id, createdAt: at, waitingSince: at, nextCheckAt: at });
  await db.insert(entries).values({ userId, jobId: id, addedAt: at });
}

describe.each(onEachDatabase(test))('the budget of submissions on $kind', ({ it }) => {
  /** How many calls each kind gets in a minute in which both always want one. The end of each job is confirmed. */
  async function share(db: Db, from: number) {
    const got = { submission: 0, background: 0, interactive: 0 };
    for (let at = from; at < from + MINUTE; at += 500) {
      for (const priority of ['submission', 'background'] as const) {
        for (;;) {
          const { reserved } = await reserveCall(db, priority, LIMIT, at);
          if (!reserved) break;
          got[priority] += 1;
          if (priority === 'background') continue;
          if ((await reserveCall(db, 'interactive', LIMIT, at)).reserved) got.interactive += 1;
        }
      }
    }
    return got;
  }

  it('is all theirs while no refresh is overdue, and never above the limit', async ({
    db,
    clock,
  }) => {
    const { submission, interactive } = await share(db, clock.now());
    expect(submission + interactive).toBeGreaterThan(LIMIT / 2);
    expect(submission + interactive).toBeLessThanOrEqual(LIMIT);
  });

  it('is shared with refreshes that are overdue', async ({ db, want, here, userId, clock }) => {
    await setPaused(here, userId, true);
    await want(100);
    await db.update(sending).set({ pausedAt: null });
    await addDue(db, userId, clock.now() - 30_000);
    const got = await share(db, clock.now());
    expect(got.background).toBeGreaterThanOrEqual(LIMIT / 3);
    expect(got.submission + got.interactive).toBeGreaterThanOrEqual(LIMIT / 3);
    expect(got.interactive).toBe(got.submission);
    expect(got.background + got.submission + got.interactive).toBeLessThanOrEqual(LIMIT);
  });

  it('leaves refreshes all of theirs while an operator pauses', async ({
    db,
    want,
    here,
    userId,
    clock,
  }) => {
    await setPaused(here, userId, true);
    await want(100);
    let refreshes = 0;
    for (let at = clock.now(); at < clock.now() + MINUTE; at += 500) {
      while ((await reserveCall(db, 'background', LIMIT, at)).reserved) refreshes += 1;
    }
    expect(refreshes).toBeGreaterThan(LIMIT / 2 + 10);
  });
});
