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
export function roundRobin(begins: number[], ends: number[], gapMs: number): number[] {
  const delays: number[] = [];
  const coming = begins.map((begin, i) => ({ begin, end: ends[i] ?? 0 }));
  coming.sort((a, b) => a.begin - b.begin);
  const queue: typeof coming = [];
  for (let now = 0; coming.length + queue.length > 0; now += gapMs) {
    while (coming[0] && coming[0].begin <= now) queue.push(...coming.splice(0, 1));
    const job = queue.shift();
    if (!job) continue;
    if (job.end <= now) delays.push(now - job.end);
    else queue.push(job);
  }
  return delays;
}

/** A quantile of a list, by share. */
export function quantile(list: number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function mean(list: number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}
