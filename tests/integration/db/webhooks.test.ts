import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { entries, jobs, webhookDeliveries, webhooks } from '@/lib/db';
import { addJob, getOrAddJob } from '@/lib/jobs';
import {
  createWebhook,
  getWebhook,
  listDeliveries,
  maintainWebhooks,
  rotateSecret,
  setEnabled,
} from '@/lib/webhooks';
import { addUser } from '../../setup/context';
import { type Receiver, startReceiver, status, verified } from '../../setup/receiver';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { startUpstream, type Upstream } from '../../setup/upstream';
import {
  DONE,
  end,
  FAILED,
  idle,
  ORIGIN,
  settledInSilence,
  type Waiting,
  waiting,
} from '../../setup/webhooks';

vi.stubEnv('WEBHOOKS_ALLOW_PRIVATE', 'true');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(databases)('webhooks on %s', (kind) => {
  let fresh: FreshDatabase;
  let upstream: Upstream;
  let receiver: Receiver;
  let counter = 0;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    upstream = await startUpstream();
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await receiver.close();
    await upstream.close();
    await fresh.close();
  });
  afterEach(async () => {
    vi.useRealTimers();
    // Each test has its own clock, so no delivery of another test may be due.
    await fresh.db.delete(webhooks);
  });

  const newPath = () => `/hook-${++counter}`;
  const setUp = async () => {
    const path = newPath();
    return { path, ...(await waiting(fresh.db, upstream, receiver, path)) };
  };
  const later = async ({ ctx, clock }: Waiting, ms: number) => {
    clock.advance(ms);
    await maintainWebhooks(ctx, 60_000);
    await idle(ctx);
  };
  const log = ({ ctx, user, webhookId }: Waiting) => listDeliveries(ctx, user, webhookId);
  const atTimeOf = ({ clock }: Waiting) => vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });

  it.each([
    ['job.succeeded', DONE],
    ['job.failed', FAILED],
  ] as const)('deliver %s once, with a valid signature', async (type, how) => {
    const its = await setUp();
    await end(its, upstream, how);
    await later(its, 20_000);
    await later(its, 10 * 60_000);
    const [message, ...more] = receiver.at(its.path);
    expect(more).toEqual([]);
    if (!message) throw new Error('no delivery was received');
    its.clock.advance(-10 * 60_000 - 20_000);
    atTimeOf(its);
    const [job] = await fresh.db.select().from(jobs).where(eq(jobs.id, its.jobId));
    const iso = (at: number | null | undefined) => new Date(at ?? 0).toISOString();
    expect(verified(its.secret, message)).toEqual({
      type,
      timestamp: iso(job?.settledAt),
      data: {
        id: its.jobId,
        state: type.slice('job.'.length),
        status: how === DONE ? 'success' : 'error',
        mode: 'furnish',
        output: how === DONE ? `${ORIGIN}/api/jobs/${its.jobId}/picture` : null,
        url: `${ORIGIN}/jobs/${its.jobId}`,
        createdAt: iso(job?.createdAt),
        settledAt: iso(job?.settledAt),
      },
    });
    expect(message).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(await log(its)).toMatchObject([
      { id: message.headers['webhook-id'], state: 'delivered', attempts: 1, status: 204 },
    ]);
  });

  it('retry after a 500 on schedule, with the same id and a new signature', async () => {
    const its = await setUp();
    receiver.answer(its.path, status(500));
    await end(its, upstream);
    expect(await log(its)).toMatchObject([
      { state: 'waiting', attempts: 1, status: 500, errorCode: 'not_accepted' },
    ]);
    await later(its, 3_000);
    expect(receiver.at(its.path)).toHaveLength(1);
    await later(its, 2_000);
    receiver.answer(its.path, status(200));
    await later(its, 5 * 60_000);
    const [first, , third, ...more] = receiver.at(its.path);
    expect(more).toEqual([]);
    if (!first || !third) throw new Error('too few deliveries were received');
    expect(third.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(third.body).toBe(first.body);
    expect(third.headers['webhook-timestamp']).not.toBe(first.headers['webhook-timestamp']);
    atTimeOf(its);
    verified(its.secret, third);
    expect(() => verified(its.secret, first)).toThrow('too old');
    const forged = { ...first.headers, 'webhook-timestamp': third.headers['webhook-timestamp'] };
    expect(() => verified(its.secret, { ...first, headers: forged as never })).toThrow(/signature/);
    expect(() => verified(its.secret, { ...third, body: `${third.body} ` })).toThrow(/signature/);
    expect(await log(its)).toMatchObject([
      { state: 'delivered', attempts: 3, errorCode: null, error: null },
    ]);
  });

  it('give up after a day, and are disabled after three days of failures', async () => {
    const its = await setUp();
    receiver.answer(its.path, status(500));
    await end(its, upstream);
    for (let hour = 0; hour < 25; hour++) await later(its, HOUR);
    expect(await log(its)).toMatchObject([{ state: 'failed', nextAttemptAt: null }]);
    const tries = receiver.at(its.path).length;
    expect(tries).toBeGreaterThan(5);
    await later(its, 2 * DAY);
    expect(receiver.at(its.path)).toHaveLength(tries);
    expect(await getWebhook(its.ctx, its.user, its.webhookId)).toMatchObject({ enabled: true });
    const second = `second-${its.jobId}`;
    upstream.set(second, DONE);
    await getOrAddJob(its.ctx, its.user, second);
    await idle(its.ctx);
    for (let hour = 0; hour < 25; hour++) await later(its, HOUR);
    const webhook = await getWebhook(its.ctx, its.user, its.webhookId);
    expect(webhook.enabled).toBe(false);
    expect(webhook.disabledBy).toBe('failing');
    expect(webhook.disabledBecause).toContain('three days');
    expect(await setEnabled(its.ctx, its.user, its.webhookId, true)).toMatchObject({
      enabled: true,
      failingSince: null,
    });
  });

  it('are disabled at once by 410 Gone', async () => {
    const its = await setUp();
    receiver.answer(its.path, status(410));
    await end(its, upstream);
    const webhook = await getWebhook(its.ctx, its.user, its.webhookId);
    expect(webhook).toMatchObject({ enabled: false, disabledBy: 'gone' });
    expect(webhook.disabledBecause).toContain('410');
    await later(its, HOUR);
    expect(receiver.at(its.path)).toHaveLength(1);
    expect(await log(its)).toMatchObject([{ state: 'failed', attempts: 1 }]);
  });

  it('obey Retry-After, in seconds and as a date', async () => {
    const its = await setUp();
    receiver.answer(its.path, status(429, { 'retry-after': '90' }));
    await end(its, upstream);
    await later(its, 80_000);
    expect(receiver.at(its.path)).toHaveLength(1);
    const date = new Date(its.clock.now() + HOUR).toUTCString();
    receiver.answer(its.path, status(503, { 'retry-after': date }));
    await later(its, 10_000);
    expect(receiver.at(its.path)).toHaveLength(2);
    await later(its, 50 * 60_000);
    expect(receiver.at(its.path)).toHaveLength(2);
    await later(its, 10 * 60_000);
    expect(receiver.at(its.path)).toHaveLength(3);
  });

  it('do not follow redirects', async () => {
    const its = await setUp();
    receiver.answer(its.path, status(302, { location: `${receiver.url}/elsewhere` }));
    await end(its, upstream);
    expect(receiver.at('/elsewhere')).toEqual([]);
    const [entry] = await log(its);
    expect(entry).toMatchObject({ state: 'waiting', status: 302, errorCode: 'redirect' });
    expect(entry?.error).toContain('Redirects');
  });

  it('are called for all users with the job, archived or not, and for no others', async () => {
    const its = await setUp();
    const also = await addUser(fresh.db);
    const stranger = await addUser(fresh.db);
    const [alsoPath, strangerPath, disabledPath] = [newPath(), newPath(), newPath()];
    await createWebhook(its.ctx, also, `${receiver.url}${alsoPath}`, ORIGIN);
    await createWebhook(its.ctx, stranger, `${receiver.url}${strangerPath}`, ORIGIN);
    const off = await createWebhook(its.ctx, also, `${receiver.url}${disabledPath}`, ORIGIN);
    await setEnabled(its.ctx, also, off.webhook.id, false);
    await addJob(its.ctx, also, its.jobId);
    await fresh.db
      .update(entries)
      .set({ archivedAt: its.ctx.now() })
      .where(eq(entries.userId, also));
    await end(its, upstream);
    expect(receiver.at(its.path)).toHaveLength(1);
    expect(receiver.at(alsoPath)).toHaveLength(1);
    expect(receiver.at(strangerPath)).toEqual([]);
    expect(receiver.at(disabledPath)).toEqual([]);
    expect(await listDeliveries(its.ctx, also, off.webhook.id)).toEqual([]);
  });

  it('are called for jobs that settled without an announcement', async () => {
    const its = await setUp();
    const id = `silent-${its.jobId}`;
    its.clock.advance(1_000);
    await settledInSilence(its.ctx, id);
    await fresh.db.insert(entries).values({ userId: its.user, jobId: id, addedAt: its.ctx.now() });
    await later(its, 9 * HOUR);
    expect(receiver.at(its.path)).toHaveLength(1);
    await later(its, HOUR);
    await later(its, HOUR);
    expect(receiver.at(its.path)).toHaveLength(1);
    const [job] = await fresh.db.select().from(jobs).where(eq(jobs.id, id));
    expect(job?.announcedAt).not.toBeNull();
  });

  it('are called for a job that has settled when it is first added', async () => {
    const its = await setUp();
    const id = `first-${its.jobId}`;
    upstream.set(id, DONE);
    its.clock.advance(1_000);
    await addJob(its.ctx, its.user, id);
    await idle(its.ctx);
    expect(receiver.at(its.path)).toHaveLength(1);
  });

  it('are not called for jobs that settled before the webhook or the entry existed', async () => {
    const its = await setUp();
    const also = await addUser(fresh.db);
    const [alsoPath, newerPath] = [newPath(), newPath()];
    await createWebhook(its.ctx, also, `${receiver.url}${alsoPath}`, ORIGIN);
    await end(its, upstream);
    its.clock.advance(1_000);
    await createWebhook(its.ctx, its.user, `${receiver.url}${newerPath}`, ORIGIN);
    await later(its, 20_000);
    expect(receiver.at(newerPath)).toEqual([]);
    its.clock.advance(6 * 60_000);
    await addJob(its.ctx, also, its.jobId);
    await later(its, 20_000);
    expect(receiver.at(alsoPath)).toEqual([]);
    expect(receiver.at(its.path)).toHaveLength(1);
  });

  it('sign with the previous secret too for a day after a rotation', async () => {
    const its = await setUp();
    const { secret } = await rotateSecret(its.ctx, its.user, its.webhookId);
    await end(its, upstream);
    atTimeOf(its);
    const [both] = receiver.at(its.path);
    if (!both) throw new Error('no delivery was received');
    verified(its.secret, both);
    verified(secret, both);
    vi.useRealTimers();
    its.clock.advance(DAY);
    const second = `second-${its.jobId}`;
    upstream.set(second, DONE);
    await getOrAddJob(its.ctx, its.user, second);
    await idle(its.ctx);
    atTimeOf(its);
    const one = receiver.at(its.path)[1];
    if (!one) throw new Error('no delivery was received');
    verified(secret, one);
    expect(() => verified(its.secret, one)).toThrow(/signature/);
  });

  it('lose deliveries older than 30 days', async () => {
    const its = await setUp();
    await end(its, upstream);
    await later(its, 29 * DAY);
    expect(await log(its)).toHaveLength(1);
    await later(its, 2 * DAY);
    expect(await fresh.db.select().from(webhookDeliveries)).toEqual([]);
    await later(its, HOUR);
    expect(receiver.at(its.path)).toHaveLength(1);
  });
});
