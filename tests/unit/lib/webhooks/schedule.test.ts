import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIVE_UP_MS, nextAttemptAt } from '@/lib/webhooks/schedule';

const T0 = Date.UTC(2026, 0, 1);
const failure = { retries: 0, createdAt: T0, now: T0, retryAfterMs: null, random: 0 };

/** When a receiver that always fails is tried, ms after the first attempt. */
function attempts(random: () => number): number[] {
  const times: number[] = [];
  for (let now: number | null = T0, retries = 0; now !== null; retries++) {
    times.push(now - T0);
    now = nextAttemptAt({ ...failure, retries, now, random: random() });
  }
  return times;
}

describe('the schedule of retries', () => {
  it('goes on for most of a day, ever slower, and ends', () => {
    const times = attempts(() => 0);
    expect(times.slice(0, 4)).toEqual([0, 5_000, 305_000, 2_105_000]);
    expect(times).toHaveLength(8);
    expect(times.at(-1)).toBeGreaterThan(0.95 * GIVE_UP_MS);
  });

  it('never passes a day, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8 }), (all) => {
        const times = attempts(() => all.shift() ?? 1);
        expect(times).toHaveLength(8);
        expect(times.at(-1)).toBeLessThanOrEqual(GIVE_UP_MS);
        expect(times.at(-1)).toBeGreaterThan(0.75 * GIVE_UP_MS);
      }),
    );
  });

  it('obeys Retry-After where it asks for more, up to six hours', () => {
    const asked = (retryAfterMs: number) => (nextAttemptAt({ ...failure, retryAfterMs }) ?? 0) - T0;
    expect(asked(60_000)).toBe(60_000);
    expect(asked(1_000)).toBe(5_000);
    expect(asked(-5)).toBe(5_000);
    expect(asked(1e12)).toBe(6 * 3_600_000);
  });

  it('gives up what would come after a day', () => {
    expect(nextAttemptAt({ ...failure, now: T0 + GIVE_UP_MS })).toBeNull();
  });
});
