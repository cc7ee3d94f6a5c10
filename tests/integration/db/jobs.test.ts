import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobs } from '@/lib/db';
import {
  addJob,
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
import { addUser, startClock, testContext } from '../../setup/context';
import { rowOf } from '../../setup/job-row';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { startUpstream, type Upstream } from '../../setup/upstream';

const HOUR = 3_600_000;
const pending = { kind: 'json', body: '{"status":"pending","mode":"furnish"}' } as const;
const done = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png","mode":"furnish","extra":[1.0,{"a":"é"}]}',
} as const;

describe.each(databases)('jobs on %s', (kind) => {
  let fresh: FreshDatabase;
  let upstream: Upstream;
  let counter = 0;
  let month = 0;

  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await upstream.close();
    await fresh.close();
  });

  const newId = () => `${kind}-job-${++counter}`;
  const callsFor = (id: string) => upstream.requests.filter((r) => r.url.endsWith(`/${id}`)).length;
  const setUp = async () => {
    // Each test runs a month after the last one, so that rate limits of the last one are over.
    month += 1;
    const clock = startClock(Date.now() + month * 30 * 24 * HOUR);
    const ctx = testContext(fresh.db, upstream.url, clock);
    return { clock, ctx, user: await addUser(fresh.db) };
  };

  it('makes one call for a hundred simultaneous callers, and none once the job is settled', async () => {
    const { ctx, clock } = await setUp();
    const id = newId();
    upstream.set(id, done);
    const rows = await Promise.all(Array.from({ length: 100 }, () => rowOf(ctx, id, 0)));
    expect(new Set(rows.map((row) => row.body))).toEqual(new Set([done.body]));
    clock.advance(48 * HOUR);
    await rowOf(ctx, id, 0);
    expect(callsFor(id)).toBe(1);
  });

  it('reads the row until the job is due', async () => {
    const { ctx, clock } = await setUp();
    const id = newId();
    upstream.set(id, pending);
    await rowOf(ctx, id, 0);
    await rowOf(ctx, id, 0);
    expect(callsFor(id)).toBe(1);
    clock.advance(60_000);
    await rowOf(ctx, id, 5_000);
    expect(callsFor(id)).toBe(2);
  });

  it('lets one of many callers claim a job, and another once the lease has expired', async () => {
    const { ctx, clock } = await setUp();
    const id = newId();
    const at = clock.now();
    await fresh.db.insert(jobs).values({ id, createdAt: at, waitingSince: at, nextCheckAt: at });
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => claimJob(fresh.db, id, at, 2_000)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimJob(fresh.db, id, at + 2_000, 2_000)).toBeUndefined();
    expect(await claimJob(fresh.db, id, at + HOUR, 2_000)).toMatchObject({ fence: 2 });
    expect(ctx.now()).toBe(at);
  });

  it('does not let an expired claim overwrite a later one', async () => {
    const { clock, ctx } = await setUp();
    const id = newId();
    const at = clock.now();
    await fresh.db.insert(jobs).values({ id, createdAt: at, waitingSince: at, nextCheckAt: at });
    const expired = await claimJob(fresh.db, id, at, 2_000);
    const later = await claimJob(fresh.db, id, at + HOUR, 2_000);
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
    const [row] = await fresh.db.select().from(jobs).where(eq(jobs.id, id));
    expect(row).toMatchObject({ body: '{"n":2}', troubleCode: null, leaseUntil: 0 });
  });

  it('keeps the last response through every kind of upstream error', async () => {
    const { ctx, clock, user } = await setUp();
    const id = newId();
    upstream.set(id, pending);
    await getOrAddJob(ctx, user, id);
    for (const status of [400, 401, 404, 429, 500]) {
      upstream.set(id, { kind: 'status', status });
      clock.advance(HOUR / 2);
      await rowOf(ctx, id, 5_000);
      const response = await getOrAddJob(ctx, user, id);
      expect(response.body).toBe(pending.body);
      expect(response.trouble).not.toBeNull();
      expect(response.ageMs).toBeGreaterThan(0);
    }
    upstream.set(id, done);
    clock.advance(HOUR);
    await rowOf(ctx, id, 5_000);
    expect(await getOrAddJob(ctx, user, id)).toMatchObject({ body: done.body, trouble: null });
  });

  it('does not check a stalled job until "check now"', async () => {
    const { ctx, clock, user } = await setUp();
    const id = newId();
    upstream.set(id, pending);
    await addJob(ctx, user, id);
    clock.advance(25 * HOUR);
    await rowOf(ctx, id, 5_000);
    expect((await getJob(ctx, user, id)).state).toBe('stalled');
    const before = callsFor(id);
    clock.advance(25 * HOUR);
    await rowOf(ctx, id, 5_000);
    expect(callsFor(id)).toBe(before);
    upstream.set(id, done);
    await checkNow(ctx, user, id);
    await ctx.idle();
    expect((await getJob(ctx, user, id)).state).toBe('succeeded');
    expect(callsFor(id)).toBe(before + 1);
  });

  it('remembers an unknown id for a minute and adds no entry for it', async () => {
    const { ctx, clock, user } = await setUp();
    const id = newId();
    upstream.set(id, { kind: 'status', status: 404 });
    const attempt = () => getOrAddJob(ctx, user, id);
    await expect(attempt()).rejects.toMatchObject({ code: 'job_not_found', upstreamStatus: 404 });
    await expect(attempt()).rejects.toMatchObject({ code: 'job_not_found' });
    expect(callsFor(id)).toBe(1);
    expect((await listHistory(ctx, user, parseFilter({}))).jobs).toHaveLength(0);
    clock.advance(61_000);
    upstream.set(id, done);
    await expect(attempt()).resolves.toMatchObject({ body: done.body });
  });

  it('hides a job that was started here from other users and makes no call for them', async () => {
    const { ctx, clock, user } = await setUp();
    const stranger = await addUser(fresh.db);
    const id = newId();
    const at = clock.now();
    upstream.set(id, done);
    await fresh.db
      .insert(jobs)
      .values({ id, createdAt: at, waitingSince: at, nextCheckAt: at, startedBy: user });
    for (const verb of [getOrAddJob, addJob, getJob]) {
      await expect(verb(ctx, stranger, id)).rejects.toMatchObject({ code: 'job_not_found' });
    }
    expect(callsFor(id)).toBe(0);
    // For them it counts as an unknown id.
    const requests = Array.from({ length: 18 }, () =>
      getOrAddJob(ctx, stranger, id).catch(() => {}),
    );
    await Promise.all(requests);
    const oneTooMany = getOrAddJob(ctx, stranger, id);
    await expect(oneTooMany).rejects.toMatchObject({ code: 'too_many_requests' });
    await expect(getOrAddJob(ctx, user, id)).resolves.toMatchObject({ retryAfterMs: null });
  });

  it('is read together with the token in one query', async () => {
    const { ctx, user } = await setUp();
    const id = newId();
    upstream.set(id, done);
    await getOrAddJob(ctx, user, id);
    const options = { name: 'CI', scopes: ['jobs:read' as const], expiresInDays: 90 };
    const [mine, theirs] = await Promise.all([
      createToken(ctx, user, options),
      createToken(ctx, await addUser(fresh.db), options),
    ]);
    const read = async (token: string, jobId: string) => {
      const found = await selectTokenWithJob(ctx, hashToken(token), jobId);
      return { userId: found.token?.userId, job: found.job };
    };
    const row = expect.objectContaining({ id, body: done.body, state: 'succeeded' });
    expect(await read(mine.token, id)).toEqual({ userId: user, job: { row, inHistory: true } });
    expect(await read(theirs.token, id)).toMatchObject({ job: { row, inHistory: false } });
    const none = { row: null, inHistory: false };
    expect(await read(mine.token, newId())).toEqual({ userId: user, job: none });
    expect(await read(newToken(), id)).toEqual({ userId: undefined, job: null });
    // Text that cannot be an id is not looked up.
    expect(await read(mine.token, '../x')).toEqual({ userId: user, job: null });
  });

  it('keeps one entry when added twice; labels, archives, restores and removes it', async () => {
    const { ctx, clock, user } = await setUp();
    const id = newId();
    upstream.set(id, done);
    const first = await addJob(ctx, user, id);
    await updateJob(ctx, user, id, { label: '  Kitchen  ' });
    clock.advance(1_000);
    const second = await addJob(ctx, user, `{"id":"${id}"}`);
    expect(second).toMatchObject({ addedAt: first.addedAt, label: 'Kitchen' });
    expect(await updateJob(ctx, user, id, { archived: true })).toMatchObject({
      archived: true,
      label: 'Kitchen',
    });
    expect((await listHistory(ctx, user, parseFilter({}))).jobs).toHaveLength(0);
    expect((await listHistory(ctx, user, parseFilter({ archived: '1' }))).jobs).toHaveLength(1);
    expect(await updateJob(ctx, user, id, { archived: false, label: '' })).toMatchObject({
      archived: false,
      label: null,
    });
    await removeJob(ctx, user, id);
    await expect(getJob(ctx, user, id)).rejects.toMatchObject({ code: 'job_not_found' });
    await expect(removeJob(ctx, user, id)).rejects.toMatchObject({ code: 'job_not_found' });
  });

  it('pages newest first without gaps or repeats, also among equal times', async () => {
    const { ctx, clock, user } = await setUp();
    const ids = Array.from({ length: 60 }, newId);
    for (const [index, id] of ids.entries()) {
      upstream.set(id, done);
      await addJob(ctx, user, id);
      if (index % 7 === 0) clock.advance(10);
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listHistory(ctx, user, parseFilter({ after }));
      seen.push(...page.jobs.map((job) => job.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(60);
    expect(new Set(seen)).toEqual(new Set(ids));
    const times = new Map(
      (await Promise.all(seen.map((id) => getJob(ctx, user, id)))).map((j) => [j.id, j.addedAt]),
    );
    for (let i = 1; i < seen.length; i++) {
      expect(times.get(seen[i - 1] ?? '')).toBeGreaterThanOrEqual(times.get(seen[i] ?? '') ?? 0);
    }
  });

  it('filters by state and mode; searches label and id, with wildcards taken literally', async () => {
    const { ctx, user } = await setUp();
    const [a, b] = [newId(), newId()];
    upstream.set(a, done);
    upstream.set(b, { kind: 'json', body: '{"status":"pending","mode":"upscale"}' });
    await addJob(ctx, user, a);
    await addJob(ctx, user, b);
    await updateJob(ctx, user, a, { label: '100 % Küche_1' });
    const found = async (params: Record<string, string>) =>
      (await listHistory(ctx, user, parseFilter(params))).jobs.map((job) => job.id);
    expect(await found({ state: 'succeeded' })).toEqual([a]);
    expect(await found({ state: 'nonsense' })).toHaveLength(2);
    expect(await found({ mode: 'upscale' })).toEqual([b]);
    expect(await found({ q: '100 %' })).toEqual([a]);
    expect(await found({ q: 'e_1' })).toEqual([a]);
    expect(await found({ q: '%' })).toEqual([a]);
    expect(await found({ q: b })).toEqual([b]);
    expect(await found({ q: "' OR 1=1 --" })).toEqual([]);
    expect((await listHistory(ctx, user, parseFilter({ q: 'zzz' }))).modes).toEqual([
      'furnish',
      'upscale',
    ]);
  });
});
