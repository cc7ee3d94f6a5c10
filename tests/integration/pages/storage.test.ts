import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { backfills, entries, jobs, results, users } from '@/lib/db';
import { addJobs } from '../../setup/many-jobs';
import { signedInOperator } from '../../setup/operator';
import { storageBeside, storeResult } from '../../setup/stored-result';
import { test } from '../../setup/test';

const ADDRESS = 'operator@example.com';

const it = test
  .extend('env', { scope: 'file' }, { ADMIN_EMAILS: ADDRESS, KEEP_RESULTS_DAYS: '90' })
  /** The text of a page, as an operator who has a stored result sees it; two results of others have failed. */
  .extend('textOf', { scope: 'file' }, async ({ app, database }) => {
    const { db } = database;
    const operator = await signedInOperator(db, app.url, ADDRESS);
    const [row] = await db.select({ id: users.id }).from(users).where(eq(users.email, ADDRESS));
    const me = String(row?.id);
    await db.update(backfills).set({ finishedAt: 1 });
    await addJobs(db, me, [{ id: 'mine', at: 1_000 }]);
    await storeResult({ db, storage: await storageBeside(database), jobId: 'mine' });
    await db.update(results).set({ bytes: 1_234_567, thumbnailBytes: 0 });
    await db.insert(users).values({ id: 'bob', email: 'bob@example.com' });
    for (const [jobId, problem] of [
      ['gone-1', 'gone'],
      ['gone-2', 'gone'],
      ['bomb', 'too_large'],
    ] as const) {
      await addJobs(db, 'bob', [{ id: jobId, at: 2_000 }]);
      const failed = { state: 'failed', problem, queuedAt: 1, nextAttemptAt: 1 } as const;
      await db.insert(results).values({ jobId, ...failed });
    }
    return async (path: string) => {
      const response = await operator.fetch(path);
      expect(response.status).toBe(200);
      return (await response.text()).replace(/<!--.*?-->|<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    };
  });

describe('the page of the account', () => {
  it('says what the results of the user take, and how long they are kept', async ({ textOf }) => {
    const text = await textOf('/settings/account');
    expect(text).toContain('1 result, 1.2 MB');
    expect(text).toContain('Results are deleted 90 days after they were stored.');
  });
});

describe("the operator's page", () => {
  it('says what all results take, how many are copied, and why others are not', async ({
    textOf,
    database,
  }) => {
    const text = await textOf('/operator');
    expect(text).toContain('1 of 4 copied, 2 gone at the source');
    expect(text).toContain('1.2 MB');
    expect(text).toMatch(/2 The source is gone .*1 Larger than 40 MB or 100 megapixels/);
    // Nothing of it names a job or a person.
    const found = await database.db.select({ id: jobs.id }).from(jobs);
    for (const { id } of found) expect(text).not.toContain(` ${id} `);
    expect(await database.db.$count(entries)).toBe(4);
  });
});
