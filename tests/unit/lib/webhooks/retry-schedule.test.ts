import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIVE_UP_MS, nextAttemptAt } from '@/lib/webhooks/retry-schedule';

const T0 = Date.UTC(2026, 0, 1);
const failure = { retries: 0, createdAt: T0, now: T0, retryAfterMs: null, random: 0 };

/** Times of all attempts at a receiver that always fails, ms after the first. */
function attempts(random: () => number): number[] {
  const times: number[] = [];
  for (let now: number | null = T0, retries = 0; now !== null; retries++) {
    times.push(now - T0);
    now = nextAttemptAt({ ...failure, retries, now, random: random() });
  }
  return times;
}

describe('nextAttemptAt', () => {
  it('retries for most of 24 hours with growing waits, then gives up', () => {
    const times = attempts(() => 0);
    expect(times.slice(0, 4)).toEqual([0, 5_000, 305_000, 2_105_000]);
    expect(times).toHaveLength(8);
    expect(times.at(-1)).toBeGreaterThan(0.95 * GIVE_UP_MS);
  });

  it('never exceeds 24 hours with any jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8 }), (all) => {
        const times = attempts(() => all.shift() ?? 1);
        expect(times).toHaveLength(8);
        expect(times.at(-1)).toBeLessThanOrEqual(GIVE_UP_MS);
        expect(times.at(-1)).toBeGreaterThan(0.75 * GIVE_UP_MS);
      }),
    );
  });

  it('obeys a longer Retry-After, up to six hours', () => {
    const wait = (retryAfterMs: number) => (nextAttemptAt({ ...failure, retryAfterMs }) ?? 0) - T0;
    expect(wait(60_000)).toBe(60_000);
    expect(wait(1_000)).toBe(5_000);
    expect(wait(-5)).toBe(5_000);
    expect(wait(1e12)).toBe(6 * 3_600_000);
  });

  it('gives up attempts that would come after 24 hours', () => {
    expect(nextAttemptAt({ ...failure, now: T0 + GIVE_UP_MS })).toBeNull();
  });
});
