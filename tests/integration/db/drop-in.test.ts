import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { callerWebhooks } from '@/lib/db';
import { openResultPicture, startForCaller, waitForEnd } from '@/lib/drop-in';
import { listSubmissions } from '@/lib/submissions';
import { testSubmissions } from '../../setup/submission-test';
import { onEachDatabase } from '../../setup/test';

const BODY = { url: 'https://a.example/room.jpg', creativity: 31, unknown: [1, null] };

const test = testSubmissions
  /** Upstream may be slow where a machine is busy; only the test of silence waits so long. */
  .extend('patience', () => ({ timeoutMs: 1_500, startTimeoutMs: 2_000 }))
  /** Starts a job as a caller of the drop-in, on a clock that goes on unless it is to stand still. */
  .extend('startFor', ({ here, userId, clock }) => async (over: object = {}, ticking = true) => {
    const tick = setInterval(() => ticking && clock.advance(50), 50);
    try {
      return await startForCaller(here, {
        userId,
        origin: 'http://127.0.0.1:1',
        mode: 'redesign',
        body: BODY,
        callerWebhook: undefined,
        photoId: null,
        maskId: null,
        idempotencyKey: null,
        maxWaitMs: 3_000,
        ...over,
      });
    } finally {
      clearInterval(tick);
    }
  });

describe.each(onEachDatabase(test))('a caller of the drop-in on $kind', ({ it }) => {
  it("gets upstream's answer; upstream gets the body but for the webhook", async ({
    startFor,
    server,
    db,
  }) => {
    const { jobId, answer } = await startFor({ callerWebhook: 'https://hooks.example/x' });
    expect(JSON.parse(answer)).toEqual({ status: 'pending', id: jobId, mode: 'redesign' });
    const { webhook, ...sent } = server.posts[0]?.body ?? {};
    expect(sent).toEqual(BODY);
    expect(webhook).toMatch(/^http:\/\/127\.0\.0\.1:1\/api\/hooks\/gepetto\/[\w-]{43}$/);
    expect(await db.select().from(callerWebhooks)).toMatchObject([
      { url: 'https://hooks.example/x', attempts: 0, nextAttemptAt: null },
    ]);
  });

  it('gets the picture once the job has ended, and null before', async ({
    startFor,
    server,
    here,
    userId,
    clock,
  }) => {
    const { jobId } = await startFor();
    const { signal } = new AbortController();
    const job = { userId, jobId };
    expect(await waitForEnd(here, job, here.now(), signal)).toBeNull();
    server.finish(jobId);
    const tick = setInterval(() => clock.advance(10_000), 50);
    const end = await waitForEnd(here, job, here.now() + 600_000, signal);
    clearInterval(tick);
    expect(end).toEqual({ state: 'succeeded', failure: null });
    const picture = await openResultPicture(here, userId, jobId);
    const bytes = Buffer.from(await new Response(picture as never).arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    await here.idle();
  });

  it('starts one job with one key, also at once', async ({ startFor, server }) => {
    const idempotencyKey = randomUUID();
    const [one, two] = await Promise.all([
      startFor({ idempotencyKey }),
      startFor({ idempotencyKey }),
    ]);
    expect(two).toEqual(one);
    expect(await startFor({ idempotencyKey })).toEqual(one);
    expect(server.posts).toHaveLength(1);
    await expect(startFor({ idempotencyKey, body: {} })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
  });

  it('gets what upstream refuses, with its status and words', async ({ startFor, server }) => {
    server.next({ status: 400, body: '{"error":"creativity: at most 30."}' });
    await expect(startFor()).rejects.toMatchObject({
      code: 'start_refused',
      upstreamStatus: 400,
      message: 'Gepetto refused the request: creativity: at most 30.',
    });
  });

  it('is told that a job may have started, and nothing is sent again', async ({
    startFor,
    server,
  }) => {
    for (const fate of ['start-silently', 'start-and-close', { status: 500 }] as const) {
      server.next(fate);
      await expect(startFor()).rejects.toMatchObject({ code: 'start_uncertain' });
    }
    expect(server.posts).toHaveLength(3);
  });

  it('gets 402 without a second call, or a later sweep', async ({
    startFor,
    server,
    here,
    userId,
  }) => {
    server.next({ status: 402 });
    // On a clock that stands still nothing becomes due.
    const ticking = false;
    await expect(startFor({}, ticking)).rejects.toMatchObject({ code: 'upstream_out_of_credit' });
    expect(server.calls).toHaveLength(1);
    // Nor does the next one wait for the credit, which nobody looks for yet.
    await expect(startFor({}, ticking)).rejects.toMatchObject({ code: 'upstream_out_of_credit' });
    expect(server.calls).toHaveLength(1);
    const { submissions } = await listSubmissions(here, userId, {});
    expect(submissions.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  it('waits as long as upstream asks after 429, and is sent then', async ({ startFor, server }) => {
    server.next({ status: 429, retryAfter: 1 });
    const { jobId } = await startFor({ maxWaitMs: 60_000 });
    expect(server.posts.map((post) => post.jobId)).toEqual([null, jobId]);
  });

  it('finds out that there is credit again', async ({ startFor, server, clock }) => {
    server.next({ status: 402 });
    await expect(startFor()).rejects.toMatchObject({ code: 'upstream_out_of_credit' });
    clock.advance(6 * 60_000);
    expect((await startFor()).jobId).toBe(server.posts.at(-1)?.jobId);
  });

  it('waits for no credit and for no paused queue', async ({ startFor, server, here, userId }) => {
    server.next({ status: 402 });
    await expect(startFor()).rejects.toMatchObject({
      code: 'upstream_out_of_credit',
      upstreamStatus: 402,
    });
    await expect(startFor({ idempotencyKey: randomUUID() })).rejects.toMatchObject({
      code: 'upstream_out_of_credit',
    });
    expect(server.posts).toHaveLength(1);
    // Only the one with a key waits: its caller can ask for it again.
    const { submissions } = await listSubmissions(here, userId, { open: true });
    expect(submissions.map(({ state }) => state)).toEqual(['queued']);
  });
});
