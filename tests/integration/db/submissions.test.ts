import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { entries, jobs, sending, submissions, users } from '@/lib/db';
import {
  cancelSubmission,
  closeSubmission,
  costsByUser,
  costsOf,
  getSubmission,
  listSubmissions,
  readMonth,
  resendSubmission,
  setPaused,
} from '@/lib/submissions';
import { addUser } from '../../setup/context';
import { testSubmissions as test, upscale } from '../../setup/submission-test';
import { onEachDatabase } from '../../setup/test';

describe.each(onEachDatabase(test))('submissions on $kind', ({ it }) => {
  it('become jobs of the history, sent once, with a webhook whose secret is not stored', async ({
    db,
    server,
    want,
    work,
    userId,
  }) => {
    const [submitted] = await want();
    expect(submitted).toMatchObject({ state: 'queued', place: 1, mode: 'upscale' });
    await work();
    expect(server.posts).toHaveLength(1);
    const { body, jobId } = server.posts[0] ?? {};
    expect(body).toMatchObject({ url: upscale.url });
    const [row] = await db.select().from(submissions);
    expect(row).toMatchObject({ state: 'accepted', jobId, attempts: 1 });
    const secret = String(body?.webhook).split('/').at(-1) ?? '';
    expect(body?.webhook).toMatch(/^http:\/\/127\.0\.0\.1:1\/api\/hooks\/gepetto\/[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(secret);
    const [entry] = await db.select().from(entries).where(eq(entries.userId, userId));
    expect(entry?.jobId).toBe(jobId);
    const [job] = await db.select().from(jobs);
    expect(job).toMatchObject({ state: 'pending', startedBy: userId, inputUrl: upscale.url });
  });

  it('with one idempotency key are made once, also at the same time', async ({ want, db }) => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => want(2, key)));
    for (const answer of answers)
      expect(answer.map(({ id }) => id)).toEqual(answers[0]?.map(({ id }) => id));
    expect(await db.select().from(submissions)).toHaveLength(2);
    await expect(want(3, key)).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('of one request are listed in its order', async ({ want, here, userId }) => {
    const wanted = (await want(5)).map(({ id }) => id);
    const { submissions: listed } = await listSubmissions(here, userId, { open: false });
    // The newest first.
    expect(listed.map(({ id }) => id)).toEqual(wanted.toReversed());
  });

  it('forget an idempotency key after a day', async ({ want, clock }) => {
    const [first] = await want(1, 'key');
    clock.advance(24 * 60 * 60 * 1_000 + 1);
    const [second] = await want(2, 'key');
    expect(second?.id).not.toBe(first?.id);
  });

  it.for([
    {
      fate: { status: 400, body: '{"error":"bad room"}' },
      problem: 'rejected',
      reason: 'bad room',
    },
    { fate: { status: 401 }, problem: 'key_rejected', reason: null },
    { fate: { status: 404, body: '<html>', type: 'text/html' }, problem: 'rejected', reason: null },
  ] as const)(
    'are refused after $fate.status, and nothing is lost',
    async ({ fate, problem, reason }, { server, want, work, here, userId, clock }) => {
      server.next(fate);
      const [submitted] = await want();
      await work();
      const id = submitted?.id ?? '';
      const view = await getSubmission(here, userId, id);
      expect(view).toMatchObject({
        state: 'refused',
        problem,
        reason,
        parameters: { url: upscale.url },
      });
      // Meanwhile the key may have been replaced.
      clock.advance(15_000);
      await resendSubmission(here, userId, id);
      await work();
      expect(await getSubmission(here, userId, id)).toMatchObject({ state: 'accepted' });
    },
  );

  it.for([
    { name: '500', fate: { status: 500 }, problem: 'server_error' },
    { name: 'silence', fate: 'start-silently', problem: 'no_answer' },
    { name: 'a lost connection', fate: 'start-and-close', problem: 'no_answer' },
    {
      name: 'HTML',
      fate: { status: 200, body: '<h1>Hi</h1>', type: 'text/html' },
      problem: 'unreadable',
    },
  ] as const)(
    'are uncertain after $name, and never sent again by themselves',
    async ({ fate, problem }, { server, want, work, here, userId, clock }) => {
      server.next(fate);
      const [submitted] = await want();
      await work();
      for (let hours = 0; hours < 3; hours++) {
        clock.advance(60 * 60 * 1_000);
        await work();
      }
      expect(server.posts).toHaveLength(1);
      const view = await getSubmission(here, userId, submitted?.id ?? '');
      expect(view).toMatchObject({ state: 'uncertain', problem });
    },
  );

  it('whose process is gone while sending become uncertain, by name', async ({
    server,
    want,
    work,
    here,
    userId,
    db,
    clock,
  }) => {
    const [submitted] = await want();
    const id = submitted?.id ?? '';
    await here.idle();
    await db
      .update(submissions)
      .set({ state: 'sending', jobId: null, leaseUntil: clock.now() + 5_000, attempts: 1 });
    server.posts.length = 0;
    await work();
    expect(await getSubmission(here, userId, id)).toMatchObject({ state: 'sending' });
    clock.advance(6_000);
    await work();
    expect(await getSubmission(here, userId, id)).toMatchObject({
      state: 'uncertain',
      problem: 'interrupted',
    });
    expect(server.posts).toHaveLength(0);
    await closeSubmission(here, userId, id);
    await expect(closeSubmission(here, userId, id)).rejects.toMatchObject({
      code: 'submission_settled',
    });
  });

  it('stay queued without credit; refreshes go on, and an operator resumes', async ({
    server,
    want,
    work,
    here,
    userId,
    db,
  }) => {
    server.always({ status: 402 });
    await want(3);
    await work();
    expect(server.posts).toHaveLength(1);
    const rows = await db.select().from(submissions);
    expect(rows.map(({ state }) => state)).toEqual(['queued', 'queued', 'queued']);
    // Each of them says why it waits.
    const { submissions: views } = await listSubmissions(here, userId, {});
    expect(views.map(({ problem }) => problem)).toEqual(Array(3).fill('out_of_credit'));
    await work();
    expect(server.posts).toHaveLength(1);
    server.always('start');
    await setPaused(here, userId, false);
    await work();
    expect(server.posts).toHaveLength(4);
  });

  it('without credit are tried one at a time, every five minutes', async ({
    server,
    want,
    work,
    db,
    clock,
  }) => {
    server.always({ status: 402 });
    await want(5);
    await work();
    clock.advance(5 * 60_000 + 1);
    await work();
    await work();
    expect(server.posts).toHaveLength(2);
    server.always('start');
    clock.advance(5 * 60_000 + 1);
    await work();
    expect(server.posts).toHaveLength(7);
    expect((await db.select().from(sending))[0]?.outOfCreditAt).toBeNull();
  });

  it('wait as long as upstream asks after 429', async ({
    server,
    want,
    work,
    here,
    userId,
    clock,
  }) => {
    server.next({ status: 429, retryAfter: 30 });
    const [submitted] = await want();
    await here.idle();
    const id = submitted?.id ?? '';
    expect(await getSubmission(here, userId, id)).toMatchObject({
      state: 'queued',
      problem: 'rate_limited',
    });
    clock.advance(31_000);
    await work();
    expect(await getSubmission(here, userId, id)).toMatchObject({ state: 'accepted' });
  });

  it('are cancelled until they are sent, and not sent while an operator pauses', async ({
    server,
    want,
    work,
    here,
    userId,
  }) => {
    await setPaused(here, userId, true);
    const [first, second] = await want(2);
    await work();
    expect(server.posts).toHaveLength(0);
    expect(second).toMatchObject({ state: 'queued', problem: 'paused' });
    await cancelSubmission(here, userId, first?.id ?? '');
    await setPaused(here, userId, false);
    await work();
    expect(server.posts).toHaveLength(1);
    await expect(cancelSubmission(here, userId, second?.id ?? '')).rejects.toMatchObject({
      code: 'submission_settled',
    });
  });

  it('take turns by user', async ({ server, want, work, here, userId, db, clock }) => {
    const other = await addUser(db);
    await setPaused(here, userId, true);
    await want(6);
    clock.advance(10);
    const [last] = await want(1, null, other);
    expect(last?.place).toBe(2);
    await setPaused(here, userId, false);
    await work();
    const rows = await db.select().from(submissions);
    const byJob = new Map(rows.map((row) => [row.jobId, row.userId]));
    const order = server.posts.map(({ jobId }) => byJob.get(jobId));
    expect(order.slice(0, 2)).toContain(other);
  });

  it('are added up by user and month', async ({ want, work, here, userId, clock }) => {
    await want(2);
    await work();
    const before = here.now();
    clock.advance(32 * 24 * 60 * 60 * 1_000);
    await want(1);
    await work();
    const jobsOf = async (at: number) => (await costsByUser(here, at)).map(({ jobs }) => jobs);
    expect([await jobsOf(before), await jobsOf(here.now())]).toEqual([[2], [1]]);
    expect((await costsOf(here, userId)).map(({ jobs }) => jobs)).toEqual([1, 2]);
    const month = new Date(before).toISOString().slice(0, 7);
    expect(new Date(readMonth(month, here.now())).toISOString()).toBe(`${month}-01T00:00:00.000Z`);
    expect(readMonth('2999-01', here.now())).toBe(readMonth(undefined, here.now()));
  });

  it('are all refused by an allowance that has no room for all', async ({ want, db, userId }) => {
    await db.update(users).set({ jobsPerMonth: 3 }).where(eq(users.id, userId));
    await want(2);
    await expect(want(2)).rejects.toMatchObject({ code: 'allowance_spent' });
    expect(await db.select().from(submissions)).toHaveLength(2);
    await Promise.allSettled(Array.from({ length: 4 }, () => want(1)));
    expect(await db.select().from(submissions)).toHaveLength(3);
  });
});
