import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { calls, entries, jobs } from '@/lib/db';
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
});
