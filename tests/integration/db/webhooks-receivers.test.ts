import { describe, expect, vi } from 'vitest';
import { webhooks } from '@/lib/db';
import { rotateSecret, sendTest, updateWebhook } from '@/lib/webhooks';
import { status, verified } from '../../setup/receiver';
import { onEachDatabase } from '../../setup/test';
import { testReceivers as test } from '../../setup/webhooks';

vi.stubEnv('WEBHOOKS_ALLOW_PRIVATE', 'true');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(onEachDatabase(test))('receivers of webhooks on $kind', ({ it }) => {
  it('are given up after three days of failures, and their webhook is disabled', async ({
    ctx,
    userId,
    hook,
    endRejected,
    later,
  }) => {
    await endRejected(status(500));
    for (let hour = 0; hour < 71; hour++) await later(HOUR);
    expect(await hook.log()).toMatchObject([{ state: 'waiting', attempts: 9 }]);
    expect(await hook.get()).toMatchObject({ enabled: true });
    await later(2 * HOUR);
    expect(await hook.log()).toMatchObject([{ state: 'failed', nextAttemptAt: null }]);
    const webhook = await hook.get();
    expect(webhook).toMatchObject({ enabled: false, disabledBy: 'failing' });
    expect(webhook.disabledBecause).toContain('three days');
    await later(2 * DAY);
    expect(hook.messages()).toHaveLength(10);
    const enabled = await updateWebhook(ctx, userId, hook.id, { enabled: true });
    expect(enabled).toMatchObject({ enabled: true, failingSince: null });
  });

  it('keep their webhook if they accepted another message meanwhile', async ({
    ctx,
    userId,
    hook,
    endRejected,
    later,
  }) => {
    await endRejected(status(500));
    for (let hour = 0; hour < 60; hour++) await later(HOUR);
    hook.answer(status(204));
    await sendTest(ctx, userId, hook.id);
    hook.answer(status(500));
    for (let hour = 0; hour < 14; hour++) await later(HOUR);
    expect((await hook.log()).at(-1)).toMatchObject({ state: 'failed', attempts: 10 });
    expect(await hook.get()).toMatchObject({ enabled: true });
  });

  it('have their webhook disabled at once by 410 Gone', async ({ hook, endRejected, later }) => {
    await endRejected(status(410));
    const webhook = await hook.get();
    expect(webhook).toMatchObject({ enabled: false, disabledBy: 'gone' });
    expect(webhook.disabledBecause).toContain('410');
    await later(HOUR);
    expect(hook.messages()).toHaveLength(1);
    expect(await hook.log()).toMatchObject([{ state: 'failed', attempts: 1 }]);
  });

  it('are obeyed in Retry-After, in seconds and as a date', async ({
    clock,
    hook,
    endRejected,
    later,
  }) => {
    await endRejected(status(429, { 'retry-after': '90' }));
    await later(80_000);
    expect(hook.messages()).toHaveLength(1);
    const inMs = (ms: number) => new Date(clock.now() + ms).toUTCString();
    // A receiver's clock counts for its dates: this one's is right when it answers, in 10 s.
    hook.answer(status(503, { 'retry-after': inMs(HOUR), date: inMs(10_000) }));
    await later(10_000);
    expect(hook.messages()).toHaveLength(2);
    await later(50 * 60_000);
    expect(hook.messages()).toHaveLength(2);
    await later(10 * 60_000);
    expect(hook.messages()).toHaveLength(3);
  });

  it.for([
    ['429 with Retry-After', status(429, { 'retry-after': '90' }), 90_000],
    ['503 with Retry-After', status(503, { 'retry-after': '90' }), 90_000],
    ['429 alone', status(429), 60_000],
  ] as const)(
    'get no other message meanwhile after %s, then one to try',
    async ([_name, answer, pause], { clock, hook, endRejected, requestEnded, later }) => {
      await endRejected(answer);
      const from = clock.now();
      for (let i = 0; i < 5; i++) {
        await requestEnded();
        await later(3_000);
      }
      await later(from + pause - 1_000 - clock.now());
      expect(hook.messages()).toHaveLength(1);
      expect(await hook.get()).toMatchObject({ pausedUntil: from + pause });
      for (const delivery of await hook.log()) {
        expect(delivery).toMatchObject({ state: 'waiting', nextAttemptAt: from + pause });
      }
      // The receiver still refuses: it gets one request, not six.
      await later(1_000);
      expect(hook.messages()).toHaveLength(2);
      hook.answer(status(204));
      await later(pause);
      for (let i = 0; i < 3; i++) await later(5 * 60_000);
      const sent = hook.messages().slice(2);
      expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(6);
      expect(await hook.get()).toMatchObject({ pausedUntil: null });
    },
  );

  it('are not paused for longer than six hours, whatever the clock was', async ({
    db,
    clock,
    hook,
    end,
    later,
  }) => {
    expect(await hook.get()).toMatchObject({ pausedUntil: null });
    await db.update(webhooks).set({ pausedUntil: clock.now() + DAY });
    await end();
    await later(20_000);
    expect(hook.messages()).toHaveLength(1);
  });

  it('get the signature of the previous secret too for a day after a rotation', async ({
    clock,
    ctx,
    userId,
    hook,
    end,
    requestEnded,
    setDate,
  }) => {
    const { secret } = await rotateSecret(ctx, userId, hook.id);
    await end();
    setDate();
    const [both] = hook.messages();
    if (!both) throw new Error('no delivery was received');
    verified(hook.secret, both);
    verified(secret, both);
    vi.useRealTimers();
    clock.advance(DAY);
    await requestEnded();
    setDate();
    const one = hook.messages()[1];
    if (!one) throw new Error('no delivery was received');
    verified(secret, one);
    expect(() => verified(hook.secret, one)).toThrow(/signature/);
  });

  it('get the signature of every secret that was replaced in the last day', async ({
    clock,
    ctx,
    userId,
    hook,
    setDate,
  }) => {
    const secrets = [hook.secret];
    for (let i = 0; i < 5; i++) {
      clock.advance(HOUR);
      secrets.push((await rotateSecret(ctx, userId, hook.id)).secret);
    }
    const until = clock.now() + DAY;
    expect(await hook.get()).toMatchObject({ previousSecrets: 5, previousUntil: until });
    await expect(rotateSecret(ctx, userId, hook.id)).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterMs: 20 * HOUR,
    });
    await sendTest(ctx, userId, hook.id);
    setDate();
    const [message] = hook.messages();
    if (!message) throw new Error('no delivery was received');
    for (const secret of secrets) verified(secret, message);
    vi.useRealTimers();
    // The first two have expired.
    clock.advance(21 * HOUR + 1);
    secrets.push((await rotateSecret(ctx, userId, hook.id)).secret);
    await sendTest(ctx, userId, hook.id);
    setDate();
    const later = hook.messages()[1];
    if (!later) throw new Error('no delivery was received');
    for (const secret of secrets.slice(2)) verified(secret, later);
    for (const secret of secrets.slice(0, 2)) {
      expect(() => verified(secret, later)).toThrow(/signature/);
    }
  });
});
