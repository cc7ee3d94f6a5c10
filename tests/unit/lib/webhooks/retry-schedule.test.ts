import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIVE_UP_MS, nextAttemptAt, pauseUntil } from '@/lib/webhooks/retry-schedule';

const T0 = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const failure = { retries: 0, createdAt: T0, now: T0, pausedUntil: null, random: 0 };

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
  it('retries for three days with growing waits, then gives up', () => {
    const times = attempts(() => 0);
    expect(times.slice(0, 4)).toEqual([0, 5_000, 305_000, 2_105_000]);
    expect(times).toHaveLength(10);
    expect(times.at(-1)).toBe(72 * HOUR);
  });

  it('has growing waits and ends after exactly three days with any jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9 }), (all) => {
        const times = attempts(() => all.shift() ?? 1);
        const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
        expect(waits).toEqual(waits.toSorted((a, b) => a - b));
        expect(times).toHaveLength(10);
        expect(times.at(-1)).toBe(GIVE_UP_MS);
      }),
    );
  });

  it('does not come before the end of a pause', () => {
    const wait = (pause: number) =>
      (nextAttemptAt({ ...failure, pausedUntil: T0 + pause }) ?? 0) - T0;
    expect(wait(60_000)).toBe(60_000);
    expect(wait(1_000)).toBe(5_000);
    expect(wait(-5)).toBe(5_000);
  });

  it('gives up attempts that would come after three days', () => {
    const late = { ...failure, retries: 8, now: T0 + 70 * HOUR };
    expect(nextAttemptAt(late)).toBe(T0 + GIVE_UP_MS);
    expect(nextAttemptAt({ ...late, pausedUntil: T0 + 73 * HOUR })).toBeNull();
    expect(nextAttemptAt({ ...failure, now: T0 + GIVE_UP_MS })).toBeNull();
    expect(nextAttemptAt({ ...failure, retries: 2, now: T0 + GIVE_UP_MS - 1_000 })).toBeNull();
  });
});

describe('pauseUntil', () => {
  const after = (status: number | null, error: string | null, retryAfter: number | null) => {
    const until = pauseUntil({ status, error }, retryAfter, T0);
    return until === null ? null : until - T0;
  };

  it('obeys Retry-After of any failure, up to six hours', () => {
    expect(after(429, null, 90_000)).toBe(90_000);
    expect(after(503, null, 90_000)).toBe(90_000);
    expect(after(500, null, 1e12)).toBe(6 * HOUR);
    expect(after(429, null, 0)).toBe(0);
  });

  it('is a minute for a receiver that is too slow or sends 429 alone', () => {
    expect(after(429, null, null)).toBe(60_000);
    expect(after(null, 'timeout', null)).toBe(60_000);
  });

  it('is none for other failures', () => {
    expect(after(500, null, null)).toBeNull();
    expect(after(null, 'unreachable', null)).toBeNull();
  });
});
