import { eq } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { entries, jobs, users, webhookDeliveries } from '@/lib/db';
import { addJob } from '@/lib/jobs';
import { pruneAll } from '@/lib/retention';
import { updateWebhook, webhookMessage } from '@/lib/webhooks';
import { status, verified } from '../../setup/receiver';
import { onEachDatabase } from '../../setup/test';
import {
  DONE,
  FAILED,
  ORIGIN,
  settledInSilence,
  testReceivers as test,
} from '../../setup/webhooks';

vi.stubEnv('WEBHOOKS_ALLOW_PRIVATE', 'true');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(onEachDatabase(test))('webhooks on $kind', ({ it }) => {
  it.for([
    ['job.succeeded', DONE],
    ['job.failed', FAILED],
  ] as const)(
    'deliver %s once, with a valid signature',
    async ([type, how], { db, clock, hook, end, later, jobId, setDate }) => {
      await end(how);
      await later(20_000);
      await later(10 * 60_000);
      const [message, ...more] = hook.messages();
      expect(more).toEqual([]);
      if (!message) throw new Error('no delivery was received');
      clock.advance(-10 * 60_000 - 20_000);
      setDate();
      const [job] = await db.select().from(jobs).where(eq(jobs.id, jobId));
      const iso = (at: number | null | undefined) => new Date(at ?? 0).toISOString();
      expect(webhookMessage.safeParse(verified(hook.secret, message))).toMatchObject({
        success: true,
      });
      expect(verified(hook.secret, message)).toEqual({
        type,
        timestamp: iso(job?.settledAt),
        data: {
          id: jobId,
          state: type.slice('job.'.length),
          status: how === DONE ? 'success' : 'error',
          mode: 'furnish',
          output: how === DONE ? `${ORIGIN}/api/jobs/${jobId}/picture` : null,
          url: `${ORIGIN}/jobs/${jobId}`,
          createdAt: iso(job?.createdAt),
          settledAt: iso(job?.settledAt),
        },
      });
      expect(message).toMatchObject({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      expect(await hook.log()).toMatchObject([
        { id: message.headers['webhook-id'], state: 'delivered', attempts: 1, status: 204 },
      ]);
    },
  );

  it('retry after a 500 on schedule, with the same id and a new signature', async ({
    hook,
    endRejected,
    later,
    setDate,
  }) => {
    await endRejected(status(500));
    expect(await hook.log()).toMatchObject([
      { state: 'waiting', attempts: 1, status: 500, errorCode: 'not_accepted' },
    ]);
    await later(3_000);
    expect(hook.messages()).toHaveLength(1);
    await later(2_000);
    hook.answer(status(200));
    await later(5 * 60_000);
    const [first, , third, ...more] = hook.messages();
    expect(more).toEqual([]);
    if (!first || !third) throw new Error('too few deliveries were received');
    expect(third.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(third.body).toBe(first.body);
    expect(third.headers['webhook-timestamp']).not.toBe(first.headers['webhook-timestamp']);
    setDate();
    verified(hook.secret, third);
    expect(() => verified(hook.secret, first)).toThrow('too old');
    const forged = { ...first.headers, 'webhook-timestamp': third.headers['webhook-timestamp'] };
    expect(() => verified(hook.secret, { ...first, headers: forged as never })).toThrow(
      /signature/,
    );
    expect(() => verified(hook.secret, { ...third, body: `${third.body} ` })).toThrow(/signature/);
    expect(await hook.log()).toMatchObject([
      { state: 'delivered', attempts: 3, errorCode: null, error: null },
    ]);
  });

  it('do not follow redirects', async ({ receiver, hook, endRejected }) => {
    await endRejected(status(302, { location: `${receiver.url}/elsewhere` }));
    expect(receiver.at('/elsewhere')).toEqual([]);
    const [entry] = await hook.log();
    expect(entry).toMatchObject({ state: 'waiting', status: 302, errorCode: 'redirect' });
    expect(entry?.error).toContain('Redirects');
  });

  it('are called for all users with the job, archived or not, and for no others', async ({
    db,
    ctx,
    jobId,
    addWebhook,
    hook,
    end,
  }) => {
    const [also, stranger] = [await addWebhook(), await addWebhook()];
    const off = await addWebhook(also.userId);
    await updateWebhook(ctx, also.userId, off.id, { enabled: false });
    await addJob(ctx, also.userId, jobId);
    await db.update(entries).set({ archivedAt: ctx.now() }).where(eq(entries.userId, also.userId));
    await end();
    expect(hook.messages()).toHaveLength(1);
    expect(also.messages()).toHaveLength(1);
    expect(stranger.messages()).toEqual([]);
    expect(off.messages()).toEqual([]);
    expect(await off.log()).toEqual([]);
  });

  it('are sent for the chosen events only', async ({ ctx, userId, hook, end, requestEnded }) => {
    await updateWebhook(ctx, userId, hook.id, { events: ['job.failed'] });
    await end(DONE);
    expect(hook.messages()).toEqual([]);
    await requestEnded(FAILED);
    expect(hook.messages()).toHaveLength(1);
    await updateWebhook(ctx, userId, hook.id, { events: ['job.succeeded'] });
    expect(await hook.get()).toMatchObject({ events: ['job.succeeded'] });
    await requestEnded(FAILED);
    expect(hook.messages()).toHaveLength(1);
    await requestEnded(DONE);
    expect(hook.messages()).toHaveLength(2);
  });

  it('of a disabled user are not called, and what waits is sent once the user is enabled', async ({
    db,
    ctx,
    userId,
    hook,
    end,
    later,
    requestEnded,
  }) => {
    const setDisabled = (disabledAt: number | null) =>
      db.update(users).set({ disabledAt }).where(eq(users.id, userId));
    hook.answer(status(500));
    await end();
    expect(hook.messages()).toHaveLength(1);
    await setDisabled(ctx.now());
    hook.answer(status(200));
    await later(10 * HOUR);
    await requestEnded();
    await later(HOUR);
    expect(hook.messages()).toHaveLength(1);
    await setDisabled(null);
    await later(HOUR);
    expect(hook.messages()).toHaveLength(2);
  });

  it('are called for jobs that settled without an announcement', async ({
    db,
    clock,
    ctx,
    userId,
    hook,
    later,
  }) => {
    const id = 'silent';
    clock.advance(1_000);
    await settledInSilence(ctx, id);
    await db.insert(entries).values({ userId, jobId: id, addedAt: ctx.now() });
    await later(9 * HOUR);
    expect(hook.messages()).toHaveLength(1);
    await later(HOUR);
    await later(HOUR);
    expect(hook.messages()).toHaveLength(1);
    const [job] = await db.select().from(jobs).where(eq(jobs.id, id));
    expect(job?.announcedAt).not.toBeNull();
  });

  it('are called for a job that has settled when it is first added', async ({
    upstream,
    clock,
    ctx,
    userId,
    hook,
    idle,
  }) => {
    clock.advance(1_000);
    await addJob(ctx, userId, upstream.add(DONE));
    await idle();
    expect(hook.messages()).toHaveLength(1);
  });

  it('are not called for jobs that settled before the webhook or the entry existed', async ({
    clock,
    ctx,
    userId,
    jobId,
    addWebhook,
    hook,
    end,
    later,
  }) => {
    const also = await addWebhook();
    await end();
    clock.advance(1_000);
    const newer = await addWebhook(userId);
    await later(20_000);
    expect(newer.messages()).toEqual([]);
    clock.advance(6 * 60_000);
    await addJob(ctx, also.userId, jobId);
    await later(20_000);
    expect(also.messages()).toEqual([]);
    expect(hook.messages()).toHaveLength(1);
  });

  it('lose deliveries older than 30 days', async ({ db, ctx, hook, end, later }) => {
    await end();
    await later(29 * DAY);
    await pruneAll(ctx, 0);
    expect(await hook.log()).toHaveLength(1);
    await later(2 * DAY);
    await pruneAll(ctx, 0);
    expect(await db.select().from(webhookDeliveries)).toEqual([]);
    await later(HOUR);
    expect(hook.messages()).toHaveLength(1);
  });
});
