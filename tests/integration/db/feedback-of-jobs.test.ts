import { describe, expect } from 'vitest';
import { type Db, entries, jobs, shareFeedback } from '@/lib/db';
import { createShare, feedbackOfJobs, revokeShare, updateShare } from '@/lib/shares';
import { addUser } from '../../setup/context';
import { testLib } from '../../setup/lib-test';
import { onEachDatabase } from '../../setup/test';

const AT = 1_790_000_000_000;

describe.each(onEachDatabase(testLib))('what was said of jobs on $kind', ({ it }) => {
  async function addJobs(db: Db, userId: string, ids: string[]): Promise<void> {
    for (const id of ids) {
      const row = { createdAt: AT, waitingSince: AT, nextCheckAt: AT, state: 'failed' as const };
      await db.insert(jobs).values({ id, ...row });
      await db.insert(entries).values({ userId, jobId: id, addedAt: AT });
    }
  }

  type Said = { jobId: string | null; kind: 'like' | 'comment'; seenAt?: number };

  async function say(db: Db, shareId: string, said: Said[]): Promise<void> {
    for (const [n, one] of said.entries()) {
      const id = `${shareId}-${n}`;
      const text = one.kind === 'comment' ? 'Fine.' : null;
      await db
        .insert(shareFeedback)
        .values({ id, shareId, visitorHash: `${n}`, createdAt: AT + n, text, ...one });
    }
  }

  it('is counted over all links of the owner, and for no other user', async ({
    ctx,
    db,
    userId,
  }) => {
    await addJobs(db, userId, ['a', 'b', 'c']);
    const board = await createShare(ctx, userId, { jobIds: ['b', 'a'] });
    const single = await createShare(ctx, userId, { jobIds: ['a'] });
    await say(db, board.id, [
      { jobId: 'a', kind: 'like' },
      { jobId: 'b', kind: 'comment', seenAt: AT },
      // Of all of the board: counted for the result that comes first.
      { jobId: null, kind: 'comment' },
    ]);
    await say(db, single.id, [{ jobId: null, kind: 'comment' }]);
    const ofA = { likes: 1, comments: 1, unseen: 2 };
    expect(await feedbackOfJobs(ctx, userId, ['a', 'b', 'c'])).toEqual({
      a: ofA,
      b: { likes: 0, comments: 2, unseen: 1 },
    });
    expect(await feedbackOfJobs(ctx, userId, [])).toEqual({});
    const other = await addUser(db);
    await db.insert(entries).values({ userId: other, jobId: 'a', addedAt: AT });
    expect(await feedbackOfJobs(ctx, other, ['a', 'b'])).toEqual({});

    await updateShare(ctx, userId, board.id, { jobIds: ['a', 'b'] });
    expect(await feedbackOfJobs(ctx, userId, ['a'])).toEqual({
      a: { likes: 1, comments: 2, unseen: 3 },
    });
    await revokeShare(ctx, userId, board.id);
    expect(await feedbackOfJobs(ctx, userId, ['a', 'b'])).toEqual({
      a: { likes: 0, comments: 1, unseen: 1 },
    });
  });
});
