import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Priority, windowFor } from '@/lib/budget/window';

type Request = { wait: number; priority: Priority; delay: number };

/** Allows requests in order, as the database does. Returns when the allowed ones reach upstream, ms. */
function arrivals(requests: Request[], limit: number): number[] {
  const paid: number[] = [];
  const arrived: number[] = [];
  let now = 0;
  for (const { wait, priority, delay } of requests) {
    now += wait;
    const window = windowFor(priority, limit);
    const within = (ms: number) => paid.filter((at) => at > now - ms).length;
    if (
      within(window.windowMs) >= window.limit ||
      within(window.burstWindowMs) >= window.burstLimit
    )
      continue;
    paid.push(now);
    arrived.push(now + delay);
  }
  return arrived.sort((a, b) => a - b);
}

function mostInAnyMinute(times: number[]): number {
  return Math.max(
    0,
    ...times.map((from, index) => {
      const end = times.findIndex((at, later) => later > index && at >= from + 60_000);
      return (end === -1 ? times.length : end) - index;
    }),
  );
}

const requests = fc.array(
  fc.record<Request>({
    wait: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 0, max: 40_000 }),
    ),
    priority: fc.constantFrom('interactive', 'background'),
    delay: fc.integer({ min: 0, max: 1_999 }),
  }),
  { minLength: 50, maxLength: 400 },
);

describe('the budget', () => {
  it('never exceeds the limit in any 60 seconds, counted at upstream', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 10, max: 60 }), (list, limit) => {
        expect(mostInAnyMinute(arrivals(list, limit))).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('uses more than 90 % of the limit if refreshes are always due', () => {
    const greedy = Array.from(
      { length: 3_000 },
      (): Request => ({ wait: 100, priority: 'background', delay: 0 }),
    );
    const times = arrivals(greedy, 120);
    const steady = times.filter((at) => at >= 60_000 && at < 240_000).length / 3;
    expect(steady).toBeGreaterThanOrEqual(108);
    expect(mostInAnyMinute(times)).toBeLessThanOrEqual(120);
  });

  it('keeps a reserve for interactive calls while refreshes use all they may', () => {
    const busy = Array.from(
      { length: 1_000 },
      (): Request => ({ wait: 100, priority: 'background', delay: 0 }),
    );
    const interactive: Request = { wait: 0, priority: 'interactive', delay: 0 };
    expect(arrivals([...busy, interactive, interactive, interactive], 120)).toHaveLength(
      arrivals(busy, 120).length + 3,
    );
  });
});
