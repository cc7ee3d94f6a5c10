import { describe, expect } from 'vitest';
import type { Db } from '@/lib/db';
import { fileStream } from '@/lib/http/stream-response';
import {
  type ExportedJob,
  exportHistory,
  historySelection,
  removeJob,
  updateJob,
} from '@/lib/jobs';
import { FORMATS } from '@/lib/jobs/export-formats';
import { addUser, startClock, testContext } from '../../setup/context';
import { addJobs } from '../../setup/many-jobs';
import { onEachDatabase, test } from '../../setup/test';

const ALL = historySelection.parse({ archived: 'any' });
const PAGE = 200;

/** A database that counts its selects. */
function counted(db: Db): { db: Db; reads: () => number } {
  let reads = 0;
  const proxy = new Proxy(db, {
    get(target, name) {
      if (name === 'select') reads += 1;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db: proxy, reads: () => reads };
}

const start = Date.now();
let users = 0;
const withJobs = test
  /** Adds a user with `count` jobs, oldest first, two in each millisecond. */
  .extend('userWithJobs', ({ database }) => async (count: number) => {
    users += 1;
    const ids = Array.from({ length: count }, (_, n) => `u${users}-${String(n).padStart(6, '0')}`);
    const user = await addUser(database.db);
    await addJobs(
      database.db,
      user,
      ids.map((id, n) => ({ id, at: start + Math.floor(n / 2) })),
    );
    return { user, ids };
  });

describe.each(onEachDatabase(withJobs))('an export from $kind', ({ it }) => {
  it('has every job once, newest first', async ({ database, userWithJobs }) => {
    const { user, ids } = await userWithJobs(2 * PAGE + 1);
    const seen: string[] = [];
    for await (const page of exportHistory(database, user, ALL, false)) {
      expect(page.length).toBeLessThanOrEqual(PAGE);
      seen.push(...page.map((job) => job.id));
    }
    expect(seen).toEqual(ids.reverse());
  });

  it('reads a page only when the consumer has taken the one before, and none after it has cancelled', async ({
    database,
    userWithJobs,
  }) => {
    const { user } = await userWithJobs(5 * PAGE);
    const { db, reads } = counted(database.db);
    const pages = exportHistory({ db }, user, ALL, false);
    const { head, line } = FORMATS.csv;
    const format = { head, line: (job: ExportedJob) => line(job, 'https://b.example') };
    const stream = await fileStream(pages, format);
    expect(reads()).toBe(1);
    const reader = stream.getReader();
    await reader.read();
    expect(reads()).toBe(1);
    await reader.read();
    await reader.read();
    expect(reads()).toBe(2);
    await reader.cancel();
    expect(reads()).toBe(2);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
    expect(reads()).toBe(2);
  });

  it('has every job that existed at the start once, while others are added and changed', async ({
    database,
    userWithJobs,
  }) => {
    const { user, ids } = await userWithJobs(3 * PAGE);
    const clock = startClock(start + 10 * PAGE);
    const seen: string[] = [];
    let round = 0;
    for await (const page of exportHistory(database, user, ALL, false)) {
      seen.push(...page.map((job) => job.id));
      round += 1;
      clock.advance(1);
      await addJobs(database.db, user, [{ id: `new-${users}-${round}`, at: clock.now() }]);
      const ctx = { db: database.db, now: clock.now };
      const old = String(ids[round]);
      await updateJob(ctx, user, old, { label: 'changed', archived: true });
    }
    expect(seen).toEqual(ids.reverse());
  });

  it('leaves out jobs that are removed before they are read', async ({
    database,
    userWithJobs,
  }) => {
    const { user, ids } = await userWithJobs(PAGE + 10);
    const ctx = testContext(database.db, 'http://127.0.0.1:9');
    const seen: string[] = [];
    for await (const page of exportHistory(database, user, ALL, false)) {
      if (seen.length === 0) {
        await removeJob(ctx, user, String(ids[0]));
        await removeJob(ctx, user, String(ids.at(-1)));
      }
      seen.push(...page.map((job) => job.id));
    }
    expect(seen).toEqual(ids.slice(1).reverse());
  });

  it('has no jobs of other users', async ({ database, userWithJobs }) => {
    await userWithJobs(3);
    const pages = exportHistory(database, await addUser(database.db), ALL, true);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  it('has only the selected jobs', async ({ database, userWithJobs }) => {
    const { user, ids } = await userWithJobs(4);
    const ctx = { db: database.db, now: () => start };
    await updateJob(ctx, user, String(ids[0]), { archived: true });
    await updateJob(ctx, user, String(ids[1]), { label: '100% oak' });
    const selected = async (query: object) => {
      const selection = historySelection.parse(query);
      const pages = exportHistory(database, user, selection, false);
      return (await pages.next()).value?.map((job) => job.id) ?? [];
    };
    expect(await selected({})).toEqual(ids.slice(1).reverse());
    expect(await selected({ archived: 'true' })).toEqual([ids[0]]);
    expect(await selected({ q: 'OAK 00%' })).toEqual([ids[1]]);
    expect(await selected({ state: 'failed' })).toEqual([]);
    expect(await selected({ mode: 'furnish', archived: 'any' })).toHaveLength(4);
  });
});
