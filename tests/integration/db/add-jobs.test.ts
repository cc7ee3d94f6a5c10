import { describe, expect } from 'vitest';
import { addJobsFromText, listHistory, parseFilter } from '@/lib/jobs';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const DONE = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;
const UNKNOWN = { kind: 'status', status: 404 } as const;

describe.each(onEachDatabase(test))('adding jobs from a text on $kind', ({ it }) => {
  it('adds every job it can and says why the others were not added', async ({
    upstream,
    ctx,
    userId,
  }) => {
    const known = [upstream.add(DONE), upstream.add(DONE), upstream.add(DONE)];
    const unknown = upstream.add(UNKNOWN);
    const pasted = [known[0], known[1], unknown, known[2]].map((id) => `Job ID: ${id}`).join('\n');
    const { job, jobs, notAdded } = await addJobsFromText(ctx, userId, pasted);
    expect(jobs.map(({ id }) => id)).toEqual(known);
    expect(job).toEqual(jobs[0]);
    expect(notAdded).toMatchObject([{ id: unknown, code: 'job_not_found' }]);
    const history = await listHistory(ctx, userId, parseFilter({}));
    expect(history.jobs.map(({ id }) => id)).toEqual(known);
  });

  it('has no job if none of several could be added', async ({ upstream, ctx, userId }) => {
    const ids = [upstream.add(UNKNOWN), upstream.add(UNKNOWN)];
    const added = await addJobsFromText(ctx, userId, ids.join('\n'));
    expect(added).toMatchObject({ job: null, jobs: [], notAdded: ids.map((id) => ({ id })) });
  });

  it('throws for a single job that cannot be added', async ({ upstream, ctx, userId }) => {
    const adding = addJobsFromText(ctx, userId, upstream.add(UNKNOWN));
    await expect(adding).rejects.toMatchObject({ code: 'job_not_found' });
  });

  it('refuses a text without an id, and one with too many', async ({ upstream, ctx, userId }) => {
    const before = upstream.requests.length;
    const many = Array.from({ length: 101 }, (_, n) => `abcdef-${n}00001`).join('\n');
    for (const [text, code] of [
      ['two words', 'invalid_job_id'],
      [many, 'too_many_job_ids'],
    ] as const) {
      await expect(addJobsFromText(ctx, userId, text)).rejects.toMatchObject({ code });
    }
    expect(upstream.requests).toHaveLength(before);
  });

  it('does not go on after too many unknown ids', async ({ upstream, ctx, userId }) => {
    const before = upstream.requests.length;
    const ids = Array.from({ length: 60 }, () => upstream.add(UNKNOWN));
    const { notAdded } = await addJobsFromText(ctx, userId, ids.join('\n'));
    expect(notAdded.map(({ id }) => id)).toEqual(ids);
    expect(notAdded.at(-1)).toMatchObject({ code: 'too_many_requests' });
    expect(upstream.requests.length - before).toBeLessThanOrEqual(24);
  });
});
