import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { calls, entries, jobs, submissions } from '@/lib/db';
import { maintainJobs } from '@/lib/jobs';
import { findByHook, getSubmission, receiveHook, resendSubmission } from '@/lib/submissions';
import { testSubmissions as test } from '../../setup/submission-test';
import { onEachDatabase } from '../../setup/test';

describe.each(onEachDatabase(test))('submissions whose webhook is called, on $kind', ({ it }) => {
  it('that are uncertain are healed by a webhook, after one paid request', async ({
    server,
    want,
    work,
    here,
    userId,
    db,
  }) => {
    server.next('start-silently');
    const [submitted] = await want();
    await work();
    const { jobId, body } = server.posts[0] ?? {};
    server.finish(String(jobId));
    const secret = String(body?.webhook).split('/').at(-1) ?? '';
    const row = await findByHook(here, secret);
    if (!row) throw new Error('The webhook is not known.');
    const before = (await db.select().from(calls)).length;
    await receiveHook(here, row, JSON.stringify({ id: jobId, output: 'https://a.example/x.png' }));
    await here.idle();
    expect(await getSubmission(here, userId, submitted?.id ?? '')).toMatchObject({
      state: 'accepted',
      jobId,
    });
    expect(await db.select().from(calls)).toHaveLength(before + 1);
    const [job] = await db
      .select()
      .from(jobs)
      .where(eq(jobs.id, String(jobId)));
    expect(job).toMatchObject({ state: 'succeeded', startedBy: userId });
  });

  it('believe no webhook whose job upstream does not know', async ({
    server,
    want,
    work,
    here,
    userId,
    db,
  }) => {
    server.next({ status: 500 });
    const [submitted] = await want();
    await work();
    const secret = String(server.posts[0]?.body.webhook).split('/').at(-1) ?? '';
    const row = await findByHook(here, secret);
    if (!row) throw new Error('The webhook is not known.');
    for (const body of ['', 'nonsense', '[]', '{"id":5}', '{"id":"../x"}', '{"id":"forged"}']) {
      await receiveHook(here, row, body);
      await here.idle();
    }
    expect(await getSubmission(here, userId, submitted?.id ?? '')).toMatchObject({
      state: 'uncertain',
    });
    expect(await db.select().from(entries)).toHaveLength(0);
    expect(server.asked).toEqual(['forged']);
  });

  it('sent again keep the job of the first time, if upstream names it late', async ({
    server,
    want,
    work,
    here,
    userId,
    db,
    clock,
  }) => {
    server.next('start-silently');
    const [submitted] = await want();
    const id = submitted?.id ?? '';
    await work();
    await resendSubmission(here, userId, id);
    await work();
    expect(server.posts).toHaveLength(2);
    const [first, second] = server.posts.map(({ jobId }) => String(jobId));
    expect(server.posts[0]?.body.webhook).toBe(server.posts[1]?.body.webhook);
    expect(await getSubmission(here, userId, id)).toMatchObject({
      state: 'accepted',
      jobId: second,
    });
    clock.advance(60_000);
    const secret = String(server.posts[0]?.body.webhook).split('/').at(-1) ?? '';
    const row = await findByHook(here, secret);
    server.finish(String(first));
    if (row) await receiveHook(here, row, JSON.stringify({ id: first }));
    await here.idle();
    const ids = (await db.select().from(entries)).map(({ jobId }) => jobId);
    expect(ids.sort()).toEqual([first, second].sort());
    expect(await getSubmission(here, userId, id)).toMatchObject({ jobId: second });
  });

  it('by rubbish spend nothing: a thousand secrets that nobody has', async ({
    here,
    db,
    want,
    work,
  }) => {
    await want();
    await work();
    const before = await db.select().from(submissions);
    const spent = (await db.select().from(calls)).length;
    const rubbish = Array.from({ length: 1_000 }, (_, n) =>
      n % 2 === 0 ? randomBytes(32).toString('base64url') : '../'.repeat(n % 20),
    );
    const found = await Promise.all(rubbish.map((secret) => findByHook(here, secret)));
    expect(found.filter(Boolean)).toEqual([]);
    expect(await db.select().from(submissions)).toEqual(before);
    expect(await db.select().from(calls)).toHaveLength(spent);
  });

  it('again and again cost one call', async ({ here, db, want, work, server }) => {
    await want();
    await work();
    const { jobId, body } = server.posts[0] ?? {};
    server.finish(String(jobId));
    const row = await findByHook(here, String(body?.webhook).split('/').at(-1) ?? '');
    if (!row) throw new Error('The webhook is not known.');
    const sent = JSON.stringify({ id: jobId, output: 'https://a.example/x.png' });
    await Promise.all(Array.from({ length: 20 }, () => receiveHook(here, row, sent)));
    await here.idle();
    await receiveHook(here, row, sent);
    await here.idle();
    expect(server.asked).toEqual([jobId]);
    const [job] = await db
      .select()
      .from(jobs)
      .where(eq(jobs.id, String(jobId)));
    expect(job?.state).toBe('succeeded');
  });

  it('with ever new names cost a call in five seconds', async ({
    here,
    want,
    work,
    server,
    clock,
  }) => {
    await want();
    await work();
    const { jobId, body } = server.posts[0] ?? {};
    const row = await findByHook(here, String(body?.webhook).split('/').at(-1) ?? '');
    if (!row) throw new Error('The webhook is not known.');
    for (let second = 0; second < 20; second++) {
      for (const n of [1, 2, 3]) {
        await receiveHook(here, row, JSON.stringify({ id: `forged-${second}-${n}` }));
      }
      await work();
      clock.advance(1_000);
    }
    expect(server.asked.length).toBeGreaterThan(0);
    expect(server.asked.length).toBeLessThanOrEqual(5);
    // What upstream says about the job itself is asked for after all.
    server.finish(String(jobId));
    await receiveHook(here, row, JSON.stringify({ id: jobId }));
    clock.advance(6_000);
    await maintainJobs(here, 1_000);
    await here.idle();
    expect(server.asked).toContain(jobId);
  });

  it('before the answer to the request are understood', async ({
    here,
    want,
    work,
    server,
    userId,
  }) => {
    const [submitted] = await want();
    // The call finds the webhook while the submission is being sent.
    const heard: Promise<void>[] = [];
    server.onPost(async ({ webhook, jobId }) => {
      const row = await findByHook(here, webhook.split('/').at(-1) ?? '');
      server.finish(jobId);
      if (row) heard.push(receiveHook(here, row, JSON.stringify({ id: jobId })));
      await Promise.all(heard);
    });
    await work();
    expect(heard).toHaveLength(1);
    const view = await getSubmission(here, userId, submitted?.id ?? '');
    expect(view.state).toBe('accepted');
    expect(server.asked).toEqual([view.jobId]);
  });
});
