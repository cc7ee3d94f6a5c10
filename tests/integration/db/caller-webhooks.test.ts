import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { eq } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { callerWebhooks, submissions } from '@/lib/db';
import { maintainWebhooks } from '@/lib/webhooks';
import { status } from '../../setup/receiver';
import { onEachDatabase } from '../../setup/test';
import { DONE, FAILED, settledInSilence, testWebhooks } from '../../setup/webhooks';

vi.stubEnv('WEBHOOKS_ALLOW_PRIVATE', 'true');

const MINUTE = 60_000;

const test = testWebhooks
  /** Names a webhook for the job, as a request of the drop-in that started it. `path` by default is new. */
  .extend(
    'nameWebhook',
    ({ ctx, userId, receiver }) =>
      async (jobId: string, url = `${receiver.url}/${randomUUID()}`) => {
        const now = ctx.now();
        const id = randomUUID();
        const times = { createdAt: now, queuedAt: now, nextAttemptAt: now, sentAt: now };
        await ctx.db.insert(submissions).values({
          id,
          userId,
          source: 'drop-in',
          mode: 'furnish',
          body: '{}',
          origin: 'https://bottega.example',
          state: 'accepted',
          jobId,
          ...times,
        });
        await ctx.db.insert(callerWebhooks).values({ submissionId: id, url });
        return {
          messages: () => receiver.at(new URL(url).pathname),
          answer: (how: Parameters<typeof receiver.answer>[1]) =>
            receiver.answer(new URL(url).pathname, how),
          row: async () =>
            (
              await ctx.db.select().from(callerWebhooks).where(eq(callerWebhooks.submissionId, id))
            )[0],
        };
      },
  );

describe.each(onEachDatabase(test))('the webhook of a caller on $kind', ({ it }) => {
  it("gets upstream's id and output, once, when the job has ended", async ({
    nameWebhook,
    jobId,
    end,
    later,
  }) => {
    const hook = await nameWebhook(jobId);
    await later(MINUTE);
    expect(hook.messages()).toEqual([]);
    await end(DONE);
    await later(20 * MINUTE);
    const [message, ...more] = hook.messages();
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: jobId, output: 'https://a.example/x.png' }),
    });
    expect(await hook.row()).toMatchObject({ attempts: 1, lastStatus: 204, nextAttemptAt: null });
    expect((await hook.row())?.deliveredAt).not.toBeNull();
  });

  it('is not called for a failed job', async ({ nameWebhook, jobId, end, later }) => {
    const hook = await nameWebhook(jobId);
    await end(FAILED);
    await later(20 * MINUTE);
    expect(hook.messages()).toEqual([]);
  });

  it('is tried again after an error, and not after 410', async ({
    nameWebhook,
    jobId,
    end,
    later,
  }) => {
    const [failing, gone] = [await nameWebhook(jobId), await nameWebhook(jobId)];
    failing.answer(status(503));
    gone.answer(status(410));
    await end(DONE);
    expect([failing.messages().length, gone.messages().length]).toEqual([1, 1]);
    failing.answer(status(200));
    await later(6_000);
    await later(24 * 60 * MINUTE);
    expect([failing.messages().length, gone.messages().length]).toEqual([2, 1]);
    expect(await failing.row()).toMatchObject({ attempts: 2, lastStatus: 200 });
    expect(await gone.row()).toMatchObject({ attempts: 1, lastStatus: 410, deliveredAt: null });
  });

  it('is called although the process died when the job ended', async ({
    ctx,
    nameWebhook,
    later,
  }) => {
    await settledInSilence(ctx, 'silent-job');
    const hook = await nameWebhook('silent-job');
    await later(20_000);
    expect(hook.messages()).toHaveLength(1);
  });

  it('takes four places at most, however slow', async ({ ctx, db, nameWebhook, later }) => {
    await settledInSilence(ctx, 'slow-job');
    const ids = await Promise.all(Array.from({ length: 6 }, () => nameWebhook('slow-job')));
    const held: ServerResponse[] = [];
    for (const hook of ids) hook.answer((response) => held.push(response));
    await db.update(callerWebhooks).set({ nextAttemptAt: ctx.now() });
    const sending = maintainWebhooks(ctx, 1_000);
    await vi.waitFor(() => expect(held).toHaveLength(4));
    await sending;
    expect(ids.filter((hook) => hook.messages().length > 0)).toHaveLength(4);
    for (const hook of ids) hook.answer(status(200));
    for (const response of held) response.end();
    await later(0);
    expect(ids.filter((hook) => hook.messages().length > 0)).toHaveLength(6);
  });

  it('is not called where the guard refuses the address', async ({
    ctx,
    nameWebhook,
    receiver,
    later,
  }) => {
    await settledInSilence(ctx, 'guarded-job');
    const url = receiver.url.replace('//', '//name:password@');
    const hook = await nameWebhook('guarded-job', `${url}/guarded`);
    await later(20_000);
    expect(hook.messages()).toEqual([]);
    expect(await hook.row()).toMatchObject({ attempts: 1, lastStatus: null });
  });
});
