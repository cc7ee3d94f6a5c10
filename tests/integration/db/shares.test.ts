import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addJob, removeJob } from '@/lib/jobs';
import { createShare, listShares, resolveShare, revokeShare } from '@/lib/shares';
import { addUser, startClock, testContext } from '../../setup/context';
import { databases, type FreshDatabase, freshDatabase } from '../../setup/temp-db';
import { startUpstream, type Upstream } from '../../setup/upstream';

describe.each(databases)('shares on %s', (kind) => {
  let fresh: FreshDatabase;
  let upstream: Upstream;
  beforeAll(async () => {
    fresh = await freshDatabase(kind);
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await upstream.close();
    await fresh.close();
  });

  const setUp = async (id: string) => {
    upstream.set(id, { kind: 'json', body: '{"status":"success","output":"https://a.example/x"}' });
    const clock = startClock();
    const ctx = testContext(fresh.db, upstream.url, clock);
    const user = await addUser(fresh.db);
    await addJob(ctx, user, id);
    clock.advance(1_000);
    const share = await createShare(ctx, user, id);
    return { clock, ctx, user, share, token: share.path?.slice('/s/'.length) ?? '' };
  };

  it('resolve until they are revoked, one by one', async () => {
    const { ctx, user, share, token } = await setUp(`shared-${kind}`);
    const other = await createShare(ctx, user, `shared-${kind}`);
    expect(await resolveShare(ctx, token)).toMatchObject({ state: 'succeeded', hasPicture: true });
    await revokeShare(ctx, user, `shared-${kind}`, share.id);
    expect(await resolveShare(ctx, token)).toBeNull();
    expect(await listShares(ctx, user, `shared-${kind}`)).toMatchObject([{ id: other.id }]);
  });

  it('end when the job is removed, and stay ended when it is added again', async () => {
    const { clock, ctx, user, token } = await setUp(`removed-${kind}`);
    await removeJob(ctx, user, `removed-${kind}`);
    expect(await resolveShare(ctx, token)).toBeNull();
    const listed = listShares(ctx, user, `removed-${kind}`);
    await expect(listed).rejects.toMatchObject({ code: 'job_not_found' });
    clock.advance(1_000);
    await addJob(ctx, user, `removed-${kind}`);
    expect(await resolveShare(ctx, token)).toBeNull();
    expect(await listShares(ctx, user, `removed-${kind}`)).toEqual([]);
  });
});
