import { describe, expect } from 'vitest';
import { jobs } from '@/lib/db';
import type { AppError } from '@/lib/errors';
import { onEachDatabase } from '../../setup/test';
import { done, testUnknownIds as test, users } from '../../setup/unknown-ids';

describe.each(onEachDatabase(test))("another user's job, on $kind", ({ it }) => {
  it('cannot be told from an id that does not exist, however patiently one asks', async ({
    db,
    upstream,
    clock,
    look,
    addColleague,
  }) => {
    const owner = await addColleague();
    const foreign = upstream.add(done);
    const at = clock.now();
    const row = { id: foreign, createdAt: at, waitingSince: at, nextCheckAt: at, checkedAt: at };
    await db.insert(jobs).values({ ...row, startedBy: owner, state: 'pending' });
    const unknown = foreign.replaceAll(/[a-f]/g, 'z');
    const [one, other] = (await users(db, 2)) as [string, string];
    const ask = async (userId: string, id: string) => {
      const { code, message, retryAfterMs, upstreamStatus } = (await look(userId, id)) as AppError;
      return { code, message, retryAfterMs, upstreamStatus };
    };
    const seen: unknown[] = [];
    for (const seconds of [0, 1, 2, 1, 3, 6, 5, 15, 20, 30, 31, 60, 61]) {
      clock.advance(seconds * 1_000);
      for (const userId of [one, one, other]) {
        const answer = await ask(userId, foreign);
        expect(answer).toEqual(await ask(userId, unknown));
        seen.push(answer.retryAfterMs);
      }
    }
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(upstream.requestsFor(foreign)).toHaveLength(0);
  });
});
