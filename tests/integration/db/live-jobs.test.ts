import { describe, expect } from 'vitest';
import { addJob, getJobs } from '@/lib/jobs';
import { testLib as test } from '../../setup/lib-test';
import { record } from '../../setup/query-plans';
import { onEachDatabase } from '../../setup/test';
import type { Behaviour } from '../../setup/upstream';

const pending: Behaviour = { kind: 'json', body: '{"status":"pending"}' };
const done: Behaviour = { kind: 'json', body: '{"status":"success"}' };

describe.each(onEachDatabase(test))('the pending jobs of a page on $kind', ({ it }) => {
  it('are marked as watched by one statement, and read again by one', async ({
    ctx,
    clock,
    db,
    upstream,
    userId,
  }) => {
    const ids = Array.from({ length: 20 }, () => upstream.add(pending));
    for (const id of ids) await addJob(ctx, userId, id);
    const settled = upstream.add(done);
    await addJob(ctx, userId, settled);
    clock.advance(60_000);
    const { statements, stop } = record(db);
    const views = await getJobs(ctx, userId, [...ids, settled]);
    stop();
    const count = (pattern: RegExp) => statements.filter(({ text }) => pattern.test(text)).length;
    expect(count(/^update "jobs" set "watched_at"/)).toBe(1);
    expect(count(/^select .*from "jobs" where "jobs"."id" in/s)).toBe(1);
    expect(new Set(views.map(({ id }) => id))).toEqual(new Set([...ids, settled]));
    expect(views.filter(({ state }) => state === 'succeeded').map(({ id }) => id)).toEqual([
      settled,
    ]);
  });
});
