import { sql } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { findSignedIn, startSession } from '@/lib/auth/sessions';
import { addJob } from '@/lib/jobs';
import { assertRoom, hasRoom } from '@/lib/jobs/entry-limit';
import { createJobShare, listJobShares, revokeJobShare, updateShare } from '@/lib/shares';
import { BROWSER } from '../../setup/context';
import { testLib as test } from '../../setup/lib-test';
import { addJobs } from '../../setup/many-jobs';
import { onEachDatabase } from '../../setup/test';

const AT = 1_790_000_000_000;
const FULL = 50;

describe.each(onEachDatabase(test))('a ceiling on $kind', ({ it }) => {
  it('of the links to a job is 50, also for simultaneous requests', async ({ ctx, userId }) => {
    const id = `limit-${userId}`;
    await addJobs(ctx.db, userId, [{ id, at: AT }]);
    const made = await Promise.allSettled(
      Array.from({ length: FULL + 5 }, () => createJobShare(ctx, userId, id)),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(FULL);
    const [refused] = made.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'too_many_shares' } });
    const { shares } = await listJobShares(ctx, userId, id);
    const other = `other-${userId}`;
    await addJobs(ctx.db, userId, [{ id: other, at: AT }]);
    const change = (of: string | undefined, jobIds: string[]) =>
      updateShare(ctx, userId, String(of), { jobIds });
    const added = change((await createJobShare(ctx, userId, other)).id, [other, id]);
    await expect(added).rejects.toMatchObject({ code: 'too_many_shares' });
    expect(await change(shares[1]?.id, [other, id])).toMatchObject({ jobs: { length: 2 } });
    await revokeJobShare(ctx, userId, id, String(shares[0]?.id));
    await expect(createJobShare(ctx, userId, id)).resolves.toMatchObject({
      path: expect.any(String),
    });
  });

  it('of the links of a user is 5,000', async ({ ctx, userId }) => {
    const ids = Array.from({ length: 101 }, (_, n) => `many-${userId}-${n}`);
    await addJobs(
      ctx.db,
      userId,
      ids.map((id) => ({ id, at: AT })),
    );
    await ctx.db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
      INSERT INTO shares (id, user_id, job_id, token_hash, token_sealed, created_at)
      SELECT ${userId} || i, ${userId}, 'many-' || ${userId} || '-' || (i % 100), ${userId} || i, '', ${AT} FROM n`);
    await expect(createJobShare(ctx, userId, String(ids[100]))).rejects.toMatchObject({
      code: 'too_many_shares',
    });
  });

  it('of links that an older version made does not make a page longer', async ({ ctx, userId }) => {
    const id = `old-${userId}`;
    await addJobs(ctx.db, userId, [{ id, at: AT }]);
    await ctx.db.run(sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
      INSERT INTO shares (id, user_id, job_id, token_hash, token_sealed, created_at)
      SELECT printf('00000000-0000-0000-0000-%012d', i), ${userId}, ${id}, ${id} || i, hex(zeroblob(40)), ${AT} + i / 30 FROM n`);
    const seen: string[] = [];
    let after: { createdAt: number; id: string } | undefined;
    do {
      const { shares, next } = await listJobShares(ctx, userId, id, after);
      expect(shares.length).toBeLessThanOrEqual(FULL);
      seen.push(...shares.map((share) => share.id));
      after = next === null ? undefined : shares.at(-1);
    } while (after);
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(new Set(seen).size).toBe(1_100);
  });

  it('of sessions is 100: the next one ends the oldest', async ({ ctx, clock, userId }) => {
    const sids: string[] = [];
    for (let n = 0; n < 103; n++) {
      clock.advance(1_000);
      sids.push(await startSession(ctx, userId, BROWSER));
    }
    const alive = await Promise.all(sids.map((sid) => findSignedIn(ctx, sid)));
    expect(alive.map((user) => user !== null)).toEqual(sids.map((_, n) => n >= 3));
  });

  it('of jobs refuses the next one, with a sentence', async ({ ctx, userId, upstream }) => {
    const ids = Array.from({ length: 3 }, () =>
      upstream.add({ kind: 'json', body: '{"status":"pending"}' }),
    );
    for (const id of ids) await addJob(ctx, userId, id);
    expect(await hasRoom(ctx, userId, 4)).toBe(true);
    expect(await hasRoom(ctx, userId, 3)).toBe(false);
    await expect(assertRoom(ctx, userId, 3)).rejects.toMatchObject({
      code: 'too_many_jobs',
      message: expect.stringContaining('Your history has 3 jobs'),
    });
    // A job that is there already is not a further one.
    await expect(addJob(ctx, userId, String(ids[0]))).resolves.toMatchObject({ id: ids[0] });
  });
});
