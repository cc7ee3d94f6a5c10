import { describe, expect, it } from 'vitest';
import { SharedClock } from '@/lib/db/clock';

const T0 = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** A process whose monotonic clock and whose database's clock are moved by hand. */
function startProcess() {
  let elapsed = 0;
  let ahead = 0;
  const events: string[] = [];
  const clock = new SharedClock(
    () => elapsed,
    (event, seconds) => events.push(`${event} ${seconds}`),
  );
  clock.read(T0);
  return {
    clock,
    events,
    /** Time passes, with a reading every 5 s. */
    pass: (seconds: number) => {
      for (let left = seconds; left > 0; left -= 5) {
        elapsed += 5_000;
        clock.read(T0 + elapsed + ahead);
      }
    },
    setAhead: (ms: number) => {
      ahead = ms;
    },
    /** How far this process is from the true time, ms. */
    off: () => clock.now() - (T0 + elapsed),
  };
}

describe('the shared clock', () => {
  it('counts on between readings and follows small corrections', () => {
    const { clock, pass, setAhead, off } = startProcess();
    pass(60);
    expect(clock.now()).toBe(T0 + 60_000);
    setAhead(1_500);
    pass(5);
    expect(off()).toBe(1_500);
  });

  it.each([HOUR, 24 * HOUR, -HOUR, -24 * HOUR])('ignores a jump of %i ms for 20 s', (jump) => {
    const { pass, setAhead, off, events } = startProcess();
    setAhead(jump);
    for (let i = 0; i < 4; i++) {
      pass(5);
      expect(off()).toBe(0);
    }
    setAhead(0);
    pass(60);
    expect(off()).toBe(0);
    expect(events).toEqual([`ignored ${jump / 1_000}`]);
  });

  it.each([-HOUR, HOUR])('takes over a clock that stays %i ms away within a minute', (jump) => {
    const { pass, setAhead, off, events } = startProcess();
    setAhead(jump);
    pass(60);
    expect(off()).toBe(jump);
    expect(events).toEqual([`ignored ${jump / 1_000}`, `adopted ${jump / 1_000}`]);
  });

  it('believes no clock that keeps jumping', () => {
    const { pass, setAhead, off } = startProcess();
    for (let i = 1; i < 20; i++) {
      setAhead(i * HOUR);
      pass(20);
    }
    expect(off()).toBe(0);
  });
});
