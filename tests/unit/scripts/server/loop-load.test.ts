import { describe, expect, it } from 'vitest';
import { LoopLoad } from '../../../../scripts/server/loop-load.mjs';

/** An event loop that was active and idle for as long as the test says, ms. */
function startLoop() {
  let [active, idle] = [0, 0];
  const measure = (since?: { active: number; idle: number }) => {
    const passed = { active: active - (since?.active ?? 0), idle: idle - (since?.idle ?? 0) };
    const total = passed.active + passed.idle;
    return { ...passed, utilization: total === 0 ? 0 : passed.active / total };
  };
  const load = new LoopLoad(measure as never);
  return {
    load,
    pass: (ms: { active?: number; idle?: number }) => {
      active += ms.active ?? 0;
      idle += ms.idle ?? 0;
    },
  };
}

describe('the load of an event loop', () => {
  it('is that of the last moments', () => {
    const { load, pass } = startLoop();
    pass({ active: 10 });
    expect(load.isBusy()).toBe(true);
    pass({ active: 1, idle: 10 });
    expect(load.isBusy()).toBe(false);
    pass({ active: 2 });
    expect(load.isBusy()).toBe(false);
    pass({ active: 20, idle: 5 });
    expect(load.isBusy()).toBe(true);
  });

  it('counts as high from the moment at which work is added until it is measured again', () => {
    const { load, pass } = startLoop();
    pass({ idle: 10 });
    expect(load.isBusy()).toBe(false);
    load.addWork();
    expect(load.isBusy()).toBe(true);
    pass({ active: 1, idle: 9 });
    expect(load.isBusy()).toBe(false);
  });

  it('counts as high where it is not known yet', () => {
    const { load, pass } = startLoop();
    expect(load.isBusy()).toBe(true);
    pass({ idle: 60_000 });
    expect(load.isBusy()).toBe(true);
    pass({ idle: 10 });
    expect(load.isBusy()).toBe(false);
  });
});
