/** Simulations of other polling policies, for the same jobs and the same budget. Times in ms. */

/** A policy that knows when each job ends and requests it at once, in order. Returns the delays. */
export function oracle(ends: number[], gapMs: number): number[] {
  let free = 0;
  return [...ends]
    .sort((a, b) => a - b)
    .map((end) => {
      free = Math.max(free + gapMs, end);
      return free - end;
    });
}

/** A policy that requests the pending jobs round robin. Returns the delays. */
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

/** The quantile of a list at `share`, from 0 to 1. */
export function quantile(list: number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function mean(list: number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}
