/** What other ways of asking would have come to, for the same jobs and the same budget. Times in ms. */

/** Knows when each job ends, and asks at once, first come first served. Returns the delays. */
export function oracle(ends: number[], gapMs: number): number[] {
  let free = 0;
  return [...ends]
    .sort((a, b) => a - b)
    .map((end) => {
      free = Math.max(free + gapMs, end);
      return free - end;
    });
}

/** Asks for one pending job after the other, for ever. Returns the delays. */
export function roundRobin(ends: number[], gapMs: number): number[] {
  const delays: number[] = [];
  let queue = [...ends];
  for (let now = 0; queue.length > 0; ) {
    const left: number[] = [];
    for (const end of queue) {
      if (end <= now) delays.push(now - end);
      else left.push(end);
      now += gapMs;
    }
    queue = left;
  }
  return delays;
}

/** A quantile of a list, by share. */
export function quantile(list: number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
