import { describe, expect } from 'vitest';
import { addJob, removeJob } from '@/lib/jobs';
import { createJobShare, listJobShares, revokeJobShare } from '@/lib/shares';
import { testLib as test } from '../../setup/lib-test';
import { shownTo } from '../../setup/shared';
import { onEachDatabase } from '../../setup/test';

const withShare = test
  /** A job in the user's history. */
  .extend('id', async ({ upstream, ctx, userId }) => {
    const body = '{"status":"success","output":"https://a.example/x"}';
    const id = upstream.add({ kind: 'json', body });
    await addJob(ctx, userId, id);
    return id;
  })
  /** A link to it, made a second later. */
  .extend('share', async ({ clock, ctx, userId, id }) => {
    clock.advance(1_000);
    return createJobShare(ctx, userId, id);
  })
  .extend('linkToken', ({ share }) => share.path?.slice('/s/'.length) ?? '');

describe.each(onEachDatabase(withShare))('shares on $kind', ({ it }) => {
  it('resolve until they are revoked, one by one', async ({
    ctx,
    userId,
    id,
    share,
    linkToken,
  }) => {
    const other = await createJobShare(ctx, userId, id);
    expect(await shownTo(ctx, linkToken)).toMatchObject({
      items: [{ n: 1, state: 'succeeded', hasPicture: true }],
    });
    await revokeJobShare(ctx, userId, id, share.id);
    expect(await shownTo(ctx, linkToken)).toBeNull();
    expect((await listJobShares(ctx, userId, id)).shares).toMatchObject([{ id: other.id }]);
  });

  it('end after 7 days, and are what their owner chooses, like those of several', async ({
    ctx,
    userId,
    id,
    share,
  }) => {
    const [week] = (await listJobShares(ctx, userId, id)).shares;
    expect(week).toEqual(share);
    expect(week?.expiresAt).toBe(Number(week?.createdAt) + 7 * 24 * 3_600_000);
    const chosen = {
      expiresAt: null,
      password: 'open sesame',
      maxViews: 3,
      feedback: 'off',
    } as const;
    expect(await createJobShare(ctx, userId, id, chosen)).toMatchObject({
      expiresAt: null,
      hasPassword: true,
      maxViews: 3,
      feedback: 'off',
    });
  });

  it('end when the job is removed, and stay ended when it is added again', async ({
    clock,
    ctx,
    userId,
    id,
    linkToken,
  }) => {
    await removeJob(ctx, userId, id);
    expect(await shownTo(ctx, linkToken)).toBeNull();
    const listed = listJobShares(ctx, userId, id);
    await expect(listed).rejects.toMatchObject({ code: 'job_not_found' });
    clock.advance(1_000);
    await addJob(ctx, userId, id);
    expect(await shownTo(ctx, linkToken)).toBeNull();
    expect((await listJobShares(ctx, userId, id)).shares).toEqual([]);
  });
});
