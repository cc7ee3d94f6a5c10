import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Figures, openSharedPages, type SharedPages } from '../setup/lighthouse';

/** The best of so many runs counts: others use the processor of this machine, too. */
const RUNS = 5;

const PAGES = [
  { name: 'one result', of: 'one', performance: 95, lcpMs: 2_000 },
  { name: 'a board of 24', of: 'board', performance: 90, lcpMs: Number.POSITIVE_INFINITY },
] as const;

let shared: SharedPages;
beforeAll(async () => {
  shared = await openSharedPages();
});
afterAll(() => shared.close());

describe.each(PAGES)('a shared page on a phone: $name', ({ name, of, performance, lcpMs }) => {
  const measure = async (throttling: 'simulate' | 'devtools' = 'simulate'): Promise<Figures> => {
    const figures = await shared.measure(shared.pages[of], throttling);
    console.log(name, throttling, JSON.stringify(figures));
    return figures;
  };

  // Part of npm test: it does not depend on the machine.
  it('has no fault, and nothing moves', async () => {
    expect(await measure()).toMatchObject({ accessibility: 100, bestPractices: 100, cls: 0 });
  });

  it('is fast', async () => {
    const scores: number[] = [];
    while (scores.length < RUNS && Math.max(0, ...scores) < performance) {
      scores.push((await measure()).performance);
    }
    expect(Math.max(...scores)).toBeGreaterThanOrEqual(performance);
    // Calculated, it varies by half a second with what the scripts of this machine are done with before the first paint.
    expect((await measure('devtools')).lcpMs).toBeLessThan(lcpMs);
  });
});
