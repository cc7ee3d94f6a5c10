import type { Context } from '@/lib/context';
import { type Db, jobs } from '@/lib/db';
import { getOrAddJob } from '@/lib/jobs';
import { createWebhook } from '@/lib/webhooks';
import { addUser, startClock, testContext } from './context';
import { rowOf } from './job-row';
import type { Receiver } from './receiver';
import type { Upstream } from './upstream';

export const PENDING = { kind: 'json', body: '{"status":"pending","mode":"furnish"}' } as const;
export const DONE = {
  kind: 'json',
  body: '{"status":"success","mode":"furnish","output":"https://a.example/x.png","hidden":"word"}',
} as const;
export const FAILED = { kind: 'json', body: '{"status":"error","mode":"furnish"}' } as const;

export const ORIGIN = 'https://bottega.example';

export type Waiting = {
  ctx: ReturnType<typeof testContext>;
  clock: ReturnType<typeof startClock>;
  user: string;
  jobId: string;
  webhookId: string;
  secret: string;
};

let counter = 0;

/** Creates a user with a webhook at `path` of the receiver and a pending job. */
export async function waiting(
  db: Db,
  upstream: Upstream,
  receiver: Receiver,
  path: string,
): Promise<Waiting> {
  const clock = startClock();
  const ctx = testContext(db, upstream.url, clock);
  const user = await addUser(db);
  counter += 1;
  const jobId = `job-${counter}-${user.slice(0, 8)}`;
  upstream.set(jobId, PENDING);
  const made = await createWebhook(ctx, user, `${receiver.url}${path}`, ORIGIN);
  await getOrAddJob(ctx, user, jobId);
  return { ctx, clock, user, jobId, webhookId: made.webhook.id, secret: made.secret };
}

/** Awaits deferred work, including what it deferred itself. */
export async function idle(ctx: { idle: () => Promise<void> }): Promise<void> {
  for (let i = 0; i < 5; i++) await ctx.idle();
}

/** Ends the job upstream and refreshes it here. */
export async function end(
  { ctx, clock, jobId }: Waiting,
  upstream: Upstream,
  how: typeof DONE | typeof FAILED = DONE,
): Promise<void> {
  upstream.set(jobId, how);
  clock.advance(60_000);
  await rowOf(ctx, jobId, 5_000);
  await idle(ctx);
}

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
