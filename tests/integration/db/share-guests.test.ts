import { eq, sql } from 'drizzle-orm';
import { describe, expect, vi } from 'vitest';
import { securityEvents, shareFeedback, throttles, webhookDeliveries } from '@/lib/db';
import { removeJob } from '@/lib/jobs';
import {
  addFeedback,
  changeFeedback,
  deleteFeedback,
  getShare,
  listFeedback,
  newFeedbackSchema,
  openShare,
  unlockShare,
  updateShare,
  type Visitor,
} from '@/lib/shares';
import { createWebhook } from '@/lib/webhooks';
import { testBoards } from '../../setup/board-test';
import { shownTo, VISITOR } from '../../setup/shared';
import { onEachDatabase } from '../../setup/test';

vi.stubEnv('NEXTAUTH_SECRET', 'a-secret-of-the-tests'.padEnd(40, 'x'));

const OTHER: Visitor = { ...VISITOR, address: '198.51.100.4' };

const test = testBoards
  /** Tries a password; the cookie that it sets, or how it failed. */
  .extend('enter', ({ ctx }) => async (token: string, password: unknown, visitor = VISITOR) => {
    const tried = await unlockShare(ctx, token, visitor, password);
    return tried?.state === 'open' ? { unlock: tried.unlock } : (tried?.triesLeft ?? null);
  })
  /** Says something as the browser of a guest; what happened, and who the guest is from then on. */
  .extend(
    'say',
    ({ ctx }) =>
      async (token: string, said: object, visitor: Partial<Visitor> = {}) => {
        const parsed = newFeedbackSchema.parse(said);
        const added = await addFeedback(ctx, token, { ...VISITOR, ...visitor }, parsed);
        await ctx.idle();
        return added;
      },
  );

describe.each(onEachDatabase(test))('a link with a password on $kind', ({ it }) => {
  it('opens with it, in the browser that typed it, until there is another', async ({
    ctx,
    userId,
    make,
    modes,
    enter,
  }) => {
    const { id, token, hasPassword } = await make({ password: 'linéa' });
    expect(hasPassword).toBe(true);
    expect(await openShare(ctx, token, VISITOR, { counts: true })).toEqual({
      state: 'locked',
      triesLeft: 5,
    });
    expect(await enter(token, 'x'.repeat(1_000_000))).toBe(4);
    expect(await enter(token, { $ne: '' })).toBe(3);
    // The same characters, composed in another way.
    const opened = await enter(token, 'line\u0301a');
    expect(await modes(token, opened ?? {})).toHaveLength(3);
    expect(await modes(token)).toBeNull();
    await updateShare(ctx, userId, id, { password: 'another' });
    expect(await modes(token, opened ?? {})).toBeNull();
    await updateShare(ctx, userId, id, { password: null });
    expect(await modes(token)).toHaveLength(3);
  });

  it('locks out an address for 15 minutes after five wrong ones, also with the right one', async ({
    ctx,
    make,
    modes,
    enter,
  }) => {
    const { id, token } = await make({ password: 'linen' });
    const wrong = await Promise.all(Array.from({ length: 9 }, () => enter(token, 'cotton')));
    expect(wrong.filter((one) => one !== null)).toHaveLength(5);
    expect(await enter(token, 'linen')).toBeNull();
    expect(await openShare(ctx, token, VISITOR, { counts: true })).toBeNull();
    const inside = await enter(token, 'linen', OTHER);
    expect(await modes(token, { ...OTHER, ...(inside as object) })).toHaveLength(3);
    await vi.waitFor(async () => {
      const locked = await ctx.db
        .select({ details: securityEvents.details })
        .from(securityEvents)
        .where(eq(securityEvents.event, 'share_password_failed'));
      expect(locked).toContainEqual({ details: { shareId: id } });
    });
    const isOfShare = sql`${throttles.key} LIKE 'share-password:%'`;
    const later = (ms: number) =>
      ctx.db
        .update(throttles)
        .set({ expiresAt: sql`${throttles.expiresAt} - ${ms}` })
        .where(isOfShare);
    await later(14 * 60_000);
    expect(await enter(token, 'linen')).toBeNull();
    await later(60_000);
    expect(await enter(token, 'linen')).toMatchObject({ unlock: expect.any(String) });
  });

  it('keeps its tries for addresses that know it', async ({ make, enter }) => {
    const { token } = await make({ password: 'linen' });
    for (let round = 0; round < 3; round++) {
      for (const left of [4, 3, 2, 1]) expect(await enter(token, 'cotton')).toBe(left);
      expect(await enter(token, 'linen')).toMatchObject({ unlock: expect.any(String) });
    }
  });
});

describe.each(onEachDatabase(test))('feedback on $kind', ({ it }) => {
  it('is a like of a browser, once, and can be taken back', async ({ ctx, userId, make, say }) => {
    const { id, token } = await make();
    const first = await say(token, { kind: 'like', item: 2 });
    const guest = first?.state === 'kept' ? first.guest : null;
    await say(token, { kind: 'like', item: 2 }, { guest });
    await say(token, { kind: 'like', item: 2 }, OTHER);
    const liked = (await shownTo(ctx, token, { guest }))?.items.map((one) => [
      one.liked,
      one.likes,
    ]);
    expect(liked).toEqual([
      [false, 0],
      [true, 2],
      [false, 0],
    ]);
    await say(token, { kind: 'like', item: 2, liked: false }, { guest });
    expect(await getShare(ctx, userId, id)).toMatchObject({ likes: 1, unseen: 1 });
    expect(await say(token, { kind: 'like', item: 4 })).toBeNull();
  });

  it('is a comment that its owner answers, hides and deletes', async ({
    ctx,
    clock,
    userId,
    ids,
    make,
    say,
  }) => {
    const { id, token } = await make();
    const text = `Z${'\u0301'.repeat(1_900)} <b>https://evil.example</b>`;
    await say(token, { kind: 'comment', item: 1, name: ' Ada\nLovelace ', text });
    clock.advance(1);
    await say(token, { kind: 'comment', name: '\u200B', text: 'All.' });
    const [all, one] = await listFeedback(ctx, userId, id);
    expect(all).toMatchObject({ jobId: null, name: null, text: 'All.', seen: false });
    expect(one).toMatchObject({ jobId: ids[0], name: 'Ada Lovelace' });
    expect(one?.text?.length).toBeLessThan(50);
    for (const nothing of ['\n', '\u200B\u200B', '\u2800\u3164']) {
      await expect(say(token, { kind: 'comment', text: nothing })).rejects.toThrow('be empty');
    }
    expect(await getShare(ctx, userId, id)).toMatchObject({ comments: 2, unseen: 0 });
    const change = (wanted: object) => changeFeedback(ctx, userId, id, String(one?.id), wanted);
    await change({ answer: 'Thanks.' });
    const shown = async () => (await shownTo(ctx, token))?.items[0]?.comments;
    expect(await shown()).toMatchObject([{ name: 'Ada Lovelace', answer: 'Thanks.' }]);
    expect(JSON.stringify(await shownTo(ctx, token))).not.toContain(userId);
    await change({ hidden: true });
    expect(await shown()).toEqual([]);
    await deleteFeedback(ctx, userId, id, String(one?.id));
    await expect(change({ hidden: false })).rejects.toMatchObject({ code: 'not_found' });
    await removeJob(ctx, userId, String(ids[0]));
    expect(
      await ctx.db.select().from(shareFeedback).where(eq(shareFeedback.shareId, id)),
    ).toHaveLength(1);
  });

  it('is bounded for an address, and for a link that takes none', async ({
    ctx,
    userId,
    make,
    say,
  }) => {
    const { id, token } = await make();
    const comment = { kind: 'comment', text: 'x' };
    for (let n = 0; n < 20; n++) await say(token, comment);
    await expect(say(token, comment)).rejects.toMatchObject({ code: 'too_many_requests' });
    await updateShare(ctx, userId, id, { feedback: 'closed' });
    expect(await say(token, comment, OTHER)).toEqual({ state: 'closed' });
    expect((await shownTo(ctx, token))?.comments).toHaveLength(20);
    await updateShare(ctx, userId, id, { feedback: 'off' });
    expect((await shownTo(ctx, token))?.comments).toEqual([]);
  });

  it('calls the webhooks of the owner that chose it', async ({ ctx, userId, ids, make, say }) => {
    const [url, origin] = ['https://hooks.example/x', 'https://app.example'];
    await createWebhook(ctx, userId, url, origin);
    await createWebhook(ctx, userId, url, origin, { events: ['job.failed'] });
    const { id, token } = await make({ title: 'Flat' });
    await say(token, { kind: 'comment', item: 3, name: 'Ada', text: 'Yes.' });
    await say(token, { kind: 'comment', text: 'Mine.' }, { userId });
    const sent = await ctx.db
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.userId, userId));
    expect(sent.map(({ type }) => type)).toEqual(['share.feedback']);
    expect(JSON.parse(String(sent[0]?.payload)).data).toMatchObject({
      share: { id, title: 'Flat', url: `https://app.example/shares/${id}` },
      jobId: ids[2],
      kind: 'comment',
      name: 'Ada',
      text: 'Yes.',
    });
  });
});
