import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ages, bucketOf, chanceOfEnd, endedBefore } from '@/lib/jobs/refresh/ages';
import { nextCheckIn, type Outlook, priority, retryIn } from '@/lib/jobs/refresh/policy';

const NOTHING: Ages = new Map();
/** 400 jobs that ended evenly between 30 and 120 seconds. */
const SEEN: Ages = new Map(Array.from({ length: 45 }, (_, i) => [bucketOf(30_000 + i * 2_000), 9]));

const outlook = (more: Partial<Outlook> = {}): Outlook => ({
  ageMs: 0,
  ages: NOTHING,
  pending: 1,
  callsPerMinute: 120,
  watched: true,
  random: 0.5,
  ...more,
});

describe('nextCheckIn', () => {
  it('is about two seconds for a young job of an unknown mode, and grows with age', () => {
    expect(nextCheckIn(outlook())).toBeLessThan(3_000);
    const waits = [0, 30_000, 120_000, 600_000, 3_600_000].map((ageMs) =>
      nextCheckIn(outlook({ ageMs })),
    );
    for (let i = 1; i < waits.length; i++) {
      expect(waits[i]).toBeGreaterThanOrEqual(waits[i - 1] ?? 0);
    }
    expect(waits.at(-1)).toBeLessThanOrEqual(60_000);
  });

  it('grows with the number of jobs that share the budget', () => {
    const waits = [1, 10, 100, 500].map((pending) => nextCheckIn(outlook({ pending })));
    expect(waits[3]).toBeGreaterThan(waits[1] ?? 0);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('is longer for a job that nobody watches', () => {
    expect(nextCheckIn(outlook({ watched: false }))).toBeGreaterThan(2 * nextCheckIn(outlook()));
  });

  it('does not ask early where nothing ever ends early, and asks densely where it usually does', () => {
    expect(nextCheckIn(outlook({ ages: SEEN }))).toBeGreaterThan(25_000);
    expect(nextCheckIn(outlook({ ages: SEEN, ageMs: 80_000 }))).toBeLessThan(5_000);
  });

  it('is always between one second and some minutes, whatever is known', () => {
    const ages = fc
      .array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 1_000 })))
      .map((list) => new Map(list));
    const any = fc.record<Outlook>({
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

describe('what is known of ages', () => {
  it('is a share that never falls with age and never reaches one', () => {
    const ages = fc
      .array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 1_000 })))
      .map((list) => new Map(list));
    fc.assert(
      fc.property(ages, fc.nat(9e7), fc.nat(9e7), (known, a, b) => {
        const [early, late] = [
          endedBefore(known, Math.min(a, b)),
          endedBefore(known, Math.max(a, b)),
        ];
        expect(early).toBeLessThanOrEqual(late + 1e-9);
        expect(late).toBeLessThan(1);
        const chance = chanceOfEnd(known, Math.min(a, b), Math.max(a, b));
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('priority', () => {
  const job = { ages: SEEN, pendingAtMs: 0, ageMs: 60_000, overdueMs: 0 };
  it('prefers the job that is likelier to have ended', () => {
    expect(priority({ ...job, ageMs: 110_000 })).toBeGreaterThan(priority(job));
    expect(priority({ ...job, pendingAtMs: 55_000 })).toBeLessThan(priority(job));
  });
  it('lets none starve', () => {
    const hopeless = { ...job, pendingAtMs: 59_000, overdueMs: 3 * 60_000 };
    expect(priority(hopeless)).toBeGreaterThan(priority({ ...job, ageMs: 120_000 }));
  });
});

describe('retryIn', () => {
  it('obeys upstream, waits a minute for an unknown id, and otherwise backs off with jitter', () => {
    expect(retryIn({ kind: 'limited', httpStatus: 429, retryAfterMs: 7_000 }, 1, 0)).toBe(7_000);
    expect(retryIn({ kind: 'unknown', httpStatus: 404 }, 1, 0)).toBe(60_000);
    expect(retryIn({ kind: 'timeout' }, 1, 0)).toBe(1_000);
    expect(retryIn({ kind: 'timeout' }, 1, 0.999)).toBeLessThanOrEqual(4_000);
    expect(retryIn({ kind: 'timeout' }, 50, 0.999)).toBeLessThanOrEqual(20_000);
  });
});
