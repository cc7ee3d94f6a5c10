import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { jobs } from '@/lib/db';
import {
  addJob,
  addJobsFromText,
  checkNow,
  getJob,
  getOrAddJob,
  listHistory,
  parseFilter,
  removeJob,
  selectTokenWithJob,
  updateJob,
} from '@/lib/jobs';
import { claimJob } from '@/lib/jobs/refresh/refresh-job';
import { settle } from '@/lib/jobs/refresh/settle';
import { createToken } from '@/lib/tokens';
import { hashToken, newToken } from '@/lib/tokens/format';
import { addUser, testContext } from '../../setup/context';
import { rowOf } from '../../setup/job-row';
import { testLib as test } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const HOUR = 3_600_000;
const pending = { kind: 'json', body: '{"status":"pending","mode":"furnish"}' } as const;
const done = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png","mode":"furnish","extra":[1.0,{"a":"é"}]}',
} as const;

/** How long a refresh may take on a machine that is busy: only what it leads to is tested here, ms. */
const PATIENCE_MS = 60_000;

const withJob = test
  .extend('ctx', ({ db, upstream, clock }) => testContext(db, upstream.url, clock, PATIENCE_MS))
  /** The id of a job that is due and was never requested upstream. */
  .extend('dueId', async ({ db, clock }) => {
    const id = randomUUID();
    const at = clock.now();
    await db.insert(jobs).values({ id, createdAt: at, waitingSince: at, nextCheckAt: at });
    return id;
  });

describe.each(onEachDatabase(withJob))('jobs on $kind', ({ it }) => {
  it('makes one call for a hundred simultaneous callers, and none once the job is settled', async ({
    upstream,
    clock,
    ctx,
  }) => {
    const id = upstream.add(done);
    const rows = await Promise.all(Array.from({ length: 100 }, () => rowOf(ctx, id, 0)));
    expect(new Set(rows.map((row) => row.body))).toEqual(new Set([done.body]));
    clock.advance(48 * HOUR);
    await rowOf(ctx, id, 0);
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });

  it('reads the row until the job is due', async ({ upstream, clock, ctx }) => {
    const id = upstream.add(pending);
    await rowOf(ctx, id, 0);
    await rowOf(ctx, id, 0);
    expect(upstream.requestsFor(id)).toHaveLength(1);
    clock.advance(60_000);
    await rowOf(ctx, id, PATIENCE_MS);
    expect(upstream.requestsFor(id)).toHaveLength(2);
  });

  it('lets one of many callers claim a job, and another once the lease has expired', async ({
    db,
    clock,
    ctx,
    dueId,
  }) => {
    const at = clock.now();
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => claimJob(db, dueId, at, 2_000)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimJob(db, dueId, at + 2_000, 2_000)).toBeUndefined();
    expect(await claimJob(db, dueId, at + HOUR, 2_000)).toMatchObject({ fence: 2 });
    expect(ctx.now()).toBe(at);
  });

  it('does not let an expired claim overwrite a later one', async ({ db, clock, ctx, dueId }) => {
    const at = clock.now();
    const expired = await claimJob(db, dueId, at, 2_000);
    const later = await claimJob(db, dueId, at + HOUR, 2_000);
    if (!expired || !later) throw new Error('no claim');
    const job = {
      status: 'success',
      output: 'https://a.example/x.png',
      mode: undefined,
      createdAt: undefined,
    };
    clock.advance(HOUR);
    const written = await settle(ctx, later, { kind: 'job', job, body: '{"n":2}' });
    const lost = await settle(ctx, expired, { kind: 'timeout' });
    expect(written?.state).toBe('succeeded');
    expect(lost).toBeUndefined();
    const [row] = await db.select().from(jobs).where(eq(jobs.id, dueId));
    expect(row).toMatchObject({ body: '{"n":2}', troubleCode: null, leaseUntil: 0 });
  });

  it('keeps the last response through every kind of upstream error', async ({
    upstream,
    clock,
    ctx,
    userId,
  }) => {
    const id = upstream.add(pending);
    await getOrAddJob(ctx, userId, id);
    for (const status of [400, 401, 404, 429, 500]) {
      upstream.set(id, { kind: 'status', status });
      clock.advance(HOUR / 2);
      await rowOf(ctx, id, PATIENCE_MS);
      const response = await getOrAddJob(ctx, userId, id);
      expect(response.body).toBe(pending.body);
      expect(response.trouble).not.toBeNull();
      expect(response.ageMs).toBeGreaterThan(0);
    }
    upstream.set(id, done);
    clock.advance(HOUR);
    await rowOf(ctx, id, PATIENCE_MS);
    expect(await getOrAddJob(ctx, userId, id)).toMatchObject({ body: done.body, trouble: null });
  });

  it('does not check a stalled job until "check now"', async ({ upstream, clock, ctx, userId }) => {
    const id = upstream.add(pending);
    await addJob(ctx, userId, id);
    for (let hours = 0; hours < 25; hours++) {
      clock.advance(HOUR);
      await rowOf(ctx, id, PATIENCE_MS);
    }
    expect((await getJob(ctx, userId, id)).state).toBe('stalled');
    const before = upstream.requestsFor(id).length;
    clock.advance(25 * HOUR);
    await rowOf(ctx, id, PATIENCE_MS);
    expect(upstream.requestsFor(id)).toHaveLength(before);
    upstream.set(id, done);
    await checkNow(ctx, userId, id);
    await ctx.idle();
    expect((await getJob(ctx, userId, id)).state).toBe('succeeded');
    expect(upstream.requestsFor(id)).toHaveLength(before + 1);
  });

  it('remembers an unknown id for a minute and adds no entry for it', async ({
    upstream,
    clock,
    ctx,
    userId,
  }) => {
    const id = upstream.add({ kind: 'status', status: 404 });
    const attempt = () => getOrAddJob(ctx, userId, id);
    await expect(attempt()).rejects.toMatchObject({ code: 'job_not_found', upstreamStatus: 404 });
    await expect(attempt()).rejects.toMatchObject({ code: 'job_not_found' });
    expect(upstream.requestsFor(id)).toHaveLength(1);
    expect((await listHistory(ctx, userId, parseFilter({}))).jobs).toHaveLength(0);
    clock.advance(61_000);
    upstream.set(id, done);
    await expect(attempt()).resolves.toMatchObject({ body: done.body });
  });

  it('hides a job that was started here from other users and makes no call for them', async ({
    db,
    upstream,
    clock,
    ctx,
    userId,
  }) => {
    const stranger = await addUser(db);
    const id = upstream.add(done);
    const at = clock.now();
    await db
      .insert(jobs)
      .values({ id, createdAt: at, waitingSince: at, nextCheckAt: at, startedBy: userId });
    for (const verb of [getOrAddJob, addJob, getJob]) {
      await expect(verb(ctx, stranger, id)).rejects.toMatchObject({ code: 'job_not_found' });
    }
    expect(upstream.requestsFor(id)).toHaveLength(0);
    await expect(getOrAddJob(ctx, userId, id)).resolves.toMatchObject({ retryAfterMs: null });
  });

  it('is read together with the token in one query', async ({ db, upstream, ctx, userId }) => {
    const id = upstream.add(done);
    await getOrAddJob(ctx, userId, id);
    const options = { name: 'CI', scopes: ['jobs:read' as const], expiresInDays: 90 };
    const [mine, theirs] = await Promise.all([
      createToken(ctx, userId, options),
      createToken(ctx, await addUser(db), options),
    ]);
    const read = async (token: string, jobId: string) => {
      const found = await selectTokenWithJob(ctx, hashToken(token), jobId);
      return { userId: found.token?.userId, job: found.job };
    };
    const row = expect.objectContaining({ id, body: done.body, state: 'succeeded' });
    expect(await read(mine.token, id)).toEqual({ userId, job: { row, inHistory: true } });
    expect(await read(theirs.token, id)).toMatchObject({ job: { row, inHistory: false } });
    const none = { row: null, inHistory: false };
    expect(await read(mine.token, randomUUID())).toEqual({ userId, job: none });
    expect(await read(newToken(), id)).toEqual({ userId: undefined, job: null });
    // Text that cannot be an id is not looked up.
    expect(await read(mine.token, '../x')).toEqual({ userId, job: null });
  });

  it('keeps one entry when added twice; labels, archives, restores and removes it', async ({
    upstream,
    clock,
    ctx,
    userId,
  }) => {
    const id = upstream.add(done);
    const first = await addJob(ctx, userId, id);
    await updateJob(ctx, userId, id, { label: '  Kitchen  ' });
    clock.advance(1_000);
    const { job: second } = await addJobsFromText(ctx, userId, `{"id":"${id}"}`);
    expect(second).toMatchObject({ addedAt: first.addedAt, label: 'Kitchen' });
    expect(await updateJob(ctx, userId, id, { archived: true })).toMatchObject({
      archived: true,
      label: 'Kitchen',
    });
    expect((await listHistory(ctx, userId, parseFilter({}))).jobs).toHaveLength(0);
    expect((await listHistory(ctx, userId, parseFilter({ archived: '1' }))).jobs).toHaveLength(1);
    expect(await updateJob(ctx, userId, id, { archived: false, label: '' })).toMatchObject({
      archived: false,
      label: null,
    });
    await removeJob(ctx, userId, id);
    await expect(getJob(ctx, userId, id)).rejects.toMatchObject({ code: 'job_not_found' });
    await expect(removeJob(ctx, userId, id)).rejects.toMatchObject({ code: 'job_not_found' });
  });

  it('pages newest first without gaps or repeats, also among equal times', async ({
    upstream,
    clock,
    ctx,
    userId,
  }) => {
    const ids = Array.from({ length: 60 }, () => upstream.add(done));
    for (const [index, id] of ids.entries()) {
      await addJob(ctx, userId, id);
      if (index % 7 === 0) clock.advance(10);
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listHistory(ctx, userId, parseFilter({ after }));
      seen.push(...page.jobs.map((job) => job.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(60);
    expect(new Set(seen)).toEqual(new Set(ids));
    const times = new Map(
      (await Promise.all(seen.map((id) => getJob(ctx, userId, id)))).map((j) => [j.id, j.addedAt]),
    );
    for (let i = 1; i < seen.length; i++) {
      expect(times.get(seen[i - 1] ?? '')).toBeGreaterThanOrEqual(times.get(seen[i] ?? '') ?? 0);
    }
  });

  it('filters by state and mode; searches label and id, with wildcards taken literally', async ({
    upstream,
    ctx,
    userId,
  }) => {
    const a = upstream.add(done);
    const b = upstream.add({ kind: 'json', body: '{"status":"pending","mode":"upscale"}' });
    await addJob(ctx, userId, a);
    await addJob(ctx, userId, b);
    await updateJob(ctx, userId, a, { label: '100 % Küche_1' });
    const found = async (params: Record<string, string>) =>
      (await listHistory(ctx, userId, parseFilter(params))).jobs.map((job) => job.id);
    expect(await found({ state: 'succeeded' })).toEqual([a]);
    expect(await found({ state: 'nonsense' })).toHaveLength(2);
    expect(await found({ mode: 'upscale' })).toEqual([b]);
    expect(await found({ q: '100 %' })).toEqual([a]);
    expect(await found({ q: 'e_1' })).toEqual([a]);
    expect(await found({ q: '%' })).toEqual([a]);
    expect(await found({ q: b })).toEqual([b]);
    expect(await found({ q: "' OR 1=1 --" })).toEqual([]);
    expect((await listHistory(ctx, userId, parseFilter({ q: 'zzz' }))).modes).toEqual([
      'furnish',
      'upscale',
    ]);
  });
});
