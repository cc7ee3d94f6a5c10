import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import type { Context } from '@/lib/context';
import { jobs } from '@/lib/db';
import { getOrAddJob } from '@/lib/jobs';
import { createWebhook, getWebhook, listDeliveries, maintainWebhooks } from '@/lib/webhooks';
import { testClean } from './clean-test';
import { addUser } from './context';
import { rowOf } from './job-row';
import type { Answer } from './receiver';

export const PENDING = { kind: 'json', body: '{"status":"pending","mode":"furnish"}' } as const;
export const DONE = {
  kind: 'json',
  body: '{"status":"success","mode":"furnish","output":"https://a.example/x.png","hidden":"word"}',
} as const;

export const FAILED = { kind: 'json', body: '{"status":"error","mode":"furnish"}' } as const;

export const ORIGIN = 'https://bottega.example';

/** `testClean` with webhooks of `receiver`. */
export const testWebhooks = testClean
  /**
   * Adds a webhook at a path of its own, by default of a new user: `messages` are those so far, `answer` sets the
   * response from now on.
   */
  .extend('addWebhook', ({ ctx, receiver }) => async (owner?: string) => {
    const userId = owner ?? (await addUser(ctx.db));
    const path = `/${randomUUID()}`;
    const { webhook, secret } = await createWebhook(ctx, userId, `${receiver.url}${path}`, ORIGIN);
    return {
      userId,
      id: webhook.id,
      secret,
      messages: () => receiver.at(path),
      answer: (how: Answer) => receiver.answer(path, how),
      get: () => getWebhook(ctx, userId, webhook.id),
      log: () => listDeliveries(ctx, userId, webhook.id),
    };
  })
  /** A webhook of the user. */
  .extend('hook', ({ addWebhook, userId }) => addWebhook(userId))
  /** Awaits deferred work, including what it deferred itself. */
  .extend('idle', ({ ctx }) => async () => {
    for (let i = 0; i < 5; i++) await ctx.idle();
  })
  /** Lets time pass, then makes the attempts that are due. */
  .extend('later', ({ ctx, clock, idle }) => async (ms: number) => {
    clock.advance(ms);
    await maintainWebhooks(ctx, 60_000);
    await idle();
  })
  /** A pending job in the user's history. */
  .extend('jobId', async ({ upstream, ctx, userId }) => {
    const id = upstream.add(PENDING);
    await getOrAddJob(ctx, userId, id);
    return id;
  })
  /** Ends that job upstream and refreshes it here. */
  .extend(
    'end',
    ({ upstream, clock, ctx, jobId, idle }) =>
      async (how: typeof DONE | typeof FAILED = DONE) => {
        upstream.set(jobId, how);
        clock.advance(60_000);
        await rowOf(ctx, jobId, 5_000);
        await idle();
      },
  );

/** `testWebhooks` with a receiver that does not simply accept. */
export const testReceivers = testWebhooks
  /** Ends the job while the receiver answers so. */
  .extend('endRejected', ({ hook, end }) => async (answer: Answer) => {
    hook.answer(answer);
    await end();
  })
  /** The user requests a job that has ended. */
  .extend(
    'requestEnded',
    ({ upstream, ctx, userId, idle }) =>
      async (how: typeof DONE | typeof FAILED = DONE) => {
        await getOrAddJob(ctx, userId, upstream.add(how));
        await idle();
      },
  )
  /** Sets the date of this process to that of the test's clock. */
  .extend('setDate', ({ clock }, { onCleanup }) => {
    onCleanup(() => void vi.useRealTimers());
    return () => vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  });

/** Inserts a settled job whose webhooks were never announced, as after a crash. */
export async function settledInSilence(ctx: Context, id: string): Promise<void> {
  const at = ctx.now();
  await ctx.db.insert(jobs).values({
    id,
    createdAt: at,
    waitingSince: at,
    nextCheckAt: at,
    settledAt: at,
    checkedAt: at,
    state: 'succeeded',
    status: 'success',
    body: DONE.body,
    output: 'https://a.example/x.png',
  });
}
