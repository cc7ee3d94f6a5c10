import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESULT_PROBLEMS } from '@/lib/results/model';
import { nextAttemptAt, TRIED_FOR_MS } from '@/lib/results/retry-policy';

const T0 = Date.UTC(2026, 0, 1);
const failure = { before: null, attempts: 1, queuedAt: T0, now: T0, random: 0.5 };

describe('the next attempt to copy a result', () => {
  it('waits longer each time, from seconds to an hour', () => {
    const waits = [1, 2, 3, 8, 11, 40, 5_000].map(
      (attempts) => (nextAttemptAt({ ...failure, attempts, problem: 'unreachable' }) ?? 0) - T0,
    );
    expect(waits).toEqual([5_000, 10_000, 20_000, 640_000, 3_600_000, 3_600_000, 3_600_000]);
  });

  it.each(['refused_address', 'too_large', 'not_a_picture'] as const)(
    'does not follow %s',
    (problem) => {
      expect(nextAttemptAt({ ...failure, problem })).toBeNull();
    },
  );

  it('follows a damaged picture once', () => {
    expect(nextAttemptAt({ ...failure, problem: 'damaged' })).not.toBeNull();
    expect(nextAttemptAt({ ...failure, problem: 'damaged', before: 'unreachable' })).not.toBeNull();
    expect(nextAttemptAt({ ...failure, problem: 'damaged', before: 'damaged' })).toBeNull();
  });

  it('is in the future, and within a day of the first, whatever the problem', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RESULT_PROBLEMS),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 3 * TRIED_FOR_MS }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (problem, attempts, age, random) => {
          const now = T0 + age;
          const at = nextAttemptAt({ ...failure, problem, attempts, now, random });
          if (at === null) return;
          expect(at).toBeGreaterThan(now);
          expect(at - T0).toBeLessThanOrEqual(TRIED_FOR_MS);
        },
      ),
    );
  });
});
