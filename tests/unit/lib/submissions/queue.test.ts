import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTurn, placesOf, type UserQueue } from '@/lib/submissions/queue';

const queue = (userId: string, waiting: number, lastSentAt: number | null = null): UserQueue => ({
  userId,
  waiting,
  lastSentAt,
  firstQueuedAt: 1,
});

/** Sends everything, one after the other, by turns: who has which places. */
function simulate(queues: UserQueue[]): Map<string, number[]> {
  const left = queues.map((one) => ({ ...one }));
  const places = new Map(queues.map(({ userId }) => [userId, [] as number[]]));
  for (let place = 1; left.some(({ waiting }) => waiting > 0); place++) {
    const [next] = left.filter(({ waiting }) => waiting > 0).sort(inTurn);
    if (!next) break;
    next.waiting -= 1;
    next.lastSentAt = 1_000 + place;
    places.get(next.userId)?.push(place);
  }
  return places;
}

describe('places in the queue', () => {
  it('are taken in turns', () => {
    const queues = [queue('a', 3), queue('b', 1, 5)];
    expect(placesOf(queues, 'a')).toEqual([1, 3, 4]);
    expect(placesOf(queues, 'b')).toEqual([2]);
  });

  it('count those that would be added', () => {
    expect(placesOf([queue('a', 2)], 'b', 2)).toEqual([2, 4]);
    expect(placesOf([], 'b', 2)).toEqual([1, 2]);
  });

  it('let nobody with few wait for somebody with many', () => {
    const queues = [queue('a', 200), queue('b', 90), queue('c', 10)];
    expect(Math.max(...placesOf(queues, 'c'))).toBeLessThanOrEqual(30);
  });

  it('are those in which everything is sent', () => {
    const users = fc.uniqueArray(
      fc.record({
        userId: fc.constantFrom('a', 'b', 'c', 'd'),
        waiting: fc.integer({ min: 1, max: 12 }),
        lastSentAt: fc.option(fc.integer({ min: 1, max: 5 })),
        firstQueuedAt: fc.integer({ min: 1, max: 3 }),
      }),
      { selector: ({ userId }) => userId, minLength: 1 },
    );
    fc.assert(
      fc.property(users, (queues) => {
        const sent = simulate(queues);
        for (const { userId } of queues) expect(placesOf(queues, userId)).toEqual(sent.get(userId));
      }),
    );
  });
});
