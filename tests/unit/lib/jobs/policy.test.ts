import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckForecast, dueRank, nextCheckIn, retryDelay } from '@/lib/jobs/refresh/policy';
import {
  bucketOf,
  cdf,
  distribute,
  type SettleAges,
  settleProbability,
} from '@/lib/jobs/refresh/settle-stats';
import { quantile, roundRobin } from '../../../bench/baselines';

const NO_AGES: SettleAges = new Map();
/** 400 jobs that settled evenly between 30 and 120 seconds. */
const OBSERVED: SettleAges = new Map(
  Array.from({ length: 45 }, (_, i) => [bucketOf(30_000 + i * 2_000), 9]),
);

const forecast = (more: Partial<CheckForecast> = {}): CheckForecast => ({
  ageMs: 0,
  ages: NO_AGES,
  pending: 1,
  callsPerMinute: 120,
  watched: true,
  random: 0.5,
  ...more,
});

describe('nextCheckIn', () => {
  it('is about two seconds for a young job of an unknown mode, and grows with age', () => {
    expect(nextCheckIn(forecast())).toBeLessThan(3_000);
    const waits = [0, 30_000, 120_000, 600_000, 3_600_000].map((ageMs) =>
      nextCheckIn(forecast({ ageMs })),
    );
    for (let i = 1; i < waits.length; i++) {
      expect(waits[i]).toBeGreaterThanOrEqual(waits[i - 1] ?? 0);
    }
    expect(waits.at(-1)).toBeLessThanOrEqual(60_000);
  });

  it('grows with the number of jobs that share the budget', () => {
    const waits = [1, 10, 100, 500].map((pending) => nextCheckIn(forecast({ pending })));
    expect(waits[3]).toBeGreaterThan(waits[1] ?? 0);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('is longer for a job that no one is watching', () => {
    expect(nextCheckIn(forecast({ watched: false }))).toBeGreaterThan(2 * nextCheckIn(forecast()));
  });

  it('is long while jobs of the mode never settle, and short when they usually do', () => {
    expect(nextCheckIn(forecast({ ages: OBSERVED }))).toBeGreaterThan(25_000);
    expect(nextCheckIn(forecast({ ages: OBSERVED, ageMs: 80_000 }))).toBeLessThan(5_000);
  });

  it('is between one second and four minutes for any input', () => {
    const ages = fc
      .array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 1_000 })))
      .map((list) => new Map(list));
    const any = fc.record<CheckForecast>({
      ageMs: fc.integer({ min: 0, max: 9e7 }),
      ages,
      pending: fc.integer({ min: 1, max: 10_000 }),
      callsPerMinute: fc.integer({ min: 10, max: 10_000 }),
      watched: fc.boolean(),
      random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(any, (o) => {
        const wait = nextCheckIn(o);
        expect(wait).toBeGreaterThanOrEqual(1_000);
        expect(wait).toBeLessThanOrEqual(4 * 60_000);
      }),
    );
  });
});

/** Many jobs in simulated time: one mode, settling evenly between 30 and 120 s, checked by rank. */
const randomly = (i: number) => ((i * 2_654_435_761) % 1_000) / 1_000;
const CROWD = 600;
const BEGINS = Array.from({ length: CROWD }, (_, i) => i * 1_000);
const ENDS = BEGINS.map((begin, i) => begin + 30_000 + randomly(i) * 90_000);
const GAP_MS = 544;

function playCrowd() {
  const ages = new Map<number, number>();
  const open: { begin: number; end: number; pendingAt: number }[] = [];
  const delays: number[] = [];
  for (let now = 0, begun = 0; delays.length < CROWD; now += GAP_MS) {
    for (; (BEGINS[begun] ?? Number.POSITIVE_INFINITY) <= now; begun++) {
      open.push({ begin: BEGINS[begun] ?? 0, end: ENDS[begun] ?? 0, pendingAt: 0 });
    }
    const ranked = open.map((job) => ({
      job,
      rank: dueRank({
        ages,
        pendingAtMs: job.pendingAt,
        ageMs: now - job.begin,
        overdueMs: 0,
      }),
    }));
    const best = ranked.sort((a, b) => b.rank - a.rank)[0]?.job;
    if (!best) continue;
    const age = now - best.begin;
    if (best.end <= now) {
      for (const [bucket, n] of distribute(ages, best.pendingAt, age)) {
        ages.set(bucket, (ages.get(bucket) ?? 0) + n);
      }
      delays.push(now - best.end);
      open.splice(open.indexOf(best), 1);
    }
    best.pendingAt = age;
  }
  return { ages, delays };
}

describe('many jobs', () => {
  const { ages, delays } = playCrowd();

  it('reveal when jobs settle, although each is checked only once or twice', () => {
    expect(cdf(ages, 25_000)).toBeLessThan(0.12);
    expect(cdf(ages, 75_000)).toBeGreaterThan(0.35);
    expect(cdf(ages, 75_000)).toBeLessThan(0.65);
    expect(cdf(ages, 130_000)).toBeGreaterThan(0.9);
  });

  it('are seen to settle sooner than by round robin', () => {
    const plain = roundRobin(BEGINS, ENDS, GAP_MS);
    expect(quantile(delays.slice(300), 0.5)).toBeLessThan(quantile(plain.slice(300), 0.5));
  });
});

describe('cdf and settleProbability', () => {
  it('never fall with age and never reach one', () => {
    const ages = fc
      .array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 1_000 })))
      .map((list) => new Map(list));
    fc.assert(
      fc.property(ages, fc.nat(9e7), fc.nat(9e7), (known, a, b) => {
        const [early, late] = [cdf(known, Math.min(a, b)), cdf(known, Math.max(a, b))];
        expect(early).toBeLessThanOrEqual(late + 1e-9);
        expect(late).toBeLessThan(1);
        const chance = settleProbability(known, Math.min(a, b), Math.max(a, b));
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a job that was submitted here', () => {
  it('is asked for four times at most until it has probably ended, without a webhook', () => {
    for (const [ages, endMs] of [
      [NO_AGES, 90_000],
      [OBSERVED, 100_000],
    ] as const) {
      let ageMs = 0;
      let asked = 0;
      while (ageMs < endMs) {
        ageMs += nextCheckIn(forecast({ ages, ageMs, submitted: true }));
        asked += 1;
      }
      expect(asked).toBeLessThanOrEqual(4);
    }
  });

  it('is asked for less often while many submissions wait than the budget allows', () => {
    const busy = nextCheckIn(forecast({ pending: 60, queued: 200 }));
    expect(busy).toBeGreaterThanOrEqual(60_000);
    expect(nextCheckIn(forecast({ pending: 60, queued: 1 }))).toBeLessThan(20_000);
  });
});

describe('dueRank', () => {
  const job = { ages: OBSERVED, pendingAtMs: 0, ageMs: 60_000, overdueMs: 0 };
  it('prefers the job that has more likely settled', () => {
    expect(dueRank({ ...job, ageMs: 110_000 })).toBeGreaterThan(dueRank(job));
    expect(dueRank({ ...job, pendingAtMs: 55_000 })).toBeLessThan(dueRank(job));
  });
  it('puts a job that has been due for long before all others', () => {
    const overdue = { ...job, pendingAtMs: 59_000, overdueMs: 3 * 60_000 };
    expect(dueRank(overdue)).toBeGreaterThan(dueRank({ ...job, ageMs: 120_000 }));
  });
  it('lets none starve while submissions wait', () => {
    const overdue = { ...job, pendingAtMs: 59_000, overdueMs: 31_000, queued: 1 };
    expect(dueRank(overdue)).toBeGreaterThan(dueRank({ ...job, ageMs: 120_000, queued: 1 }));
    expect(dueRank({ ...overdue, overdueMs: 40_000 })).toBeGreaterThan(dueRank(overdue));
  });
});

describe('retryDelay', () => {
  it('follows upstream, waits a minute for an unknown id, and otherwise backs off with jitter', () => {
    expect(retryDelay({ kind: 'rate_limited', httpStatus: 429, retryAfterMs: 7_000 }, 1, 0)).toBe(
      7_000,
    );
    expect(retryDelay({ kind: 'not_found', httpStatus: 404 }, 1, 0)).toBe(60_000);
    expect(retryDelay({ kind: 'timeout' }, 1, 0)).toBe(1_000);
    expect(retryDelay({ kind: 'timeout' }, 1, 0.999)).toBeLessThanOrEqual(4_000);
    expect(retryDelay({ kind: 'timeout' }, 50, 0.999)).toBeLessThanOrEqual(20_000);
  });

  it('asks for a new id at most 4 times in any minute, and soon', () => {
    let now = 0;
    const asked = [0];
    for (let failures = 1; now < 10 * 60_000; failures++) {
      now += retryDelay({ kind: 'not_found', httpStatus: 404 }, failures, 0.5, false);
      asked.push(now);
    }
    for (const from of asked) {
      expect(asked.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(4);
    }
    expect(asked[1]).toBeLessThanOrEqual(5_000);
  });

  it.each([
    [{ kind: 'forbidden', httpStatus: 403 } as const, 30_000, 2 * 60_000],
    [{ kind: 'out_of_credit', httpStatus: 402 } as const, 60_000, 5 * 60_000],
    [{ kind: 'too_large' } as const, 2 * 60_000, 12 * 60_000],
  ])('asks seldom after $kind', (error, first, longest) => {
    expect(retryDelay(error, 1, 0)).toBe(first);
    expect(retryDelay(error, 99, 0)).toBe(longest);
  });
});
