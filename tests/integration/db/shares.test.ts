import { describe, expect } from 'vitest';
import { addJob, removeJob } from '@/lib/jobs';
import { createShare, listShares, resolveShare, revokeShare } from '@/lib/shares';
import { testLib as test } from '../../setup/lib-test';
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
    return createShare(ctx, userId, id);
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
    const other = await createShare(ctx, userId, id);
    expect(await resolveShare(ctx, linkToken)).toMatchObject({
      state: 'succeeded',
      hasPicture: true,
    });
    await revokeShare(ctx, userId, id, share.id);
    expect(await resolveShare(ctx, linkToken)).toBeNull();
    expect((await listShares(ctx, userId, id)).shares).toMatchObject([{ id: other.id }]);
  });

  it('end when the job is removed, and stay ended when it is added again', async ({
    clock,
    ctx,
    userId,
    id,
    linkToken,
  }) => {
    await removeJob(ctx, userId, id);
    expect(await resolveShare(ctx, linkToken)).toBeNull();
    const listed = listShares(ctx, userId, id);
    await expect(listed).rejects.toMatchObject({ code: 'job_not_found' });
    clock.advance(1_000);
    await addJob(ctx, userId, id);
    expect(await resolveShare(ctx, linkToken)).toBeNull();
    expect((await listShares(ctx, userId, id)).shares).toEqual([]);
  });
});
