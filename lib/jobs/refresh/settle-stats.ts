/**
 * At what age the jobs of a mode settle: a histogram of observed ages, smoothed with a prior that dominates
 * while few jobs have been observed. Ages in ms.
 */

const SECOND = 1_000;
/** Buckets are 5 s wide up to an age of two minutes; beyond it there are 8 to each doubling. */
const FINE_UNTIL_MS = 120 * SECOND;
const FINE_MS = 5 * SECOND;
const FINE_BUCKETS = FINE_UNTIL_MS / FINE_MS;
const BUCKETS_PER_DOUBLING = 8;

export function bucketOf(ageMs: number): number {
  if (ageMs < FINE_UNTIL_MS) return Math.floor(Math.max(0, ageMs) / FINE_MS);
  return FINE_BUCKETS + Math.floor(Math.log2(ageMs / FINE_UNTIL_MS) * BUCKETS_PER_DOUBLING);
}

/** The age at which a bucket begins. */
function startOf(bucket: number): number {
  if (bucket < FINE_BUCKETS) return bucket * FINE_MS;
  return FINE_UNTIL_MS * 2 ** ((bucket - FINE_BUCKETS) / BUCKETS_PER_DOUBLING);
}

/** Settled jobs by bucket. Fractional, because usually only an interval is known in which a job settled. */
export type SettleAges = ReadonlyMap<number, number>;

/** The prior: half of the jobs have settled at this age. Its tail is long, so no job is ever given up. */
const PRIOR_MEDIAN_MS = 30 * SECOND;
/** The prior counts as much as this many observed jobs. */
const PRIOR_WEIGHT = 10;

function priorCdf(ageMs: number): number {
  return ageMs / (ageMs + PRIOR_MEDIAN_MS);
}

/** The share of jobs that have settled at an age: from 0 to below 1. */
export function cdf(ages: SettleAges, ageMs: number): number {
  const bucket = bucketOf(ageMs);
  let total = 0;
  let settled = 0;
  for (const [index, n] of ages) {
    total += n;
    if (index < bucket) settled += n;
    if (index === bucket) {
      const [from, to] = [startOf(bucket), startOf(bucket + 1)];
      settled += (n * (ageMs - from)) / (to - from);
    }
  }
  return (settled + PRIOR_WEIGHT * priorCdf(ageMs)) / (total + PRIOR_WEIGHT);
}

/** The probability that a job which was pending at age `from` has settled at age `to`. */
export function settleProbability(ages: SettleAges, from: number, to: number): number {
  const before = cdf(ages, from);
  return Math.max(0, (cdf(ages, to) - before) / (1 - before));
}

/**
 * Distributes one settled job over the buckets between the ages at which it was last seen pending and first
 * seen settled, in proportion to the current estimate. Repeated for every job, this converges to the true
 * distribution however rarely jobs are checked (self-consistency: Turnbull, 1976).
 *
 * @returns the share of each bucket; they add up to 1
 */
export function distribute(
  ages: SettleAges,
  pendingAt: number,
  settledAt: number,
): [bucket: number, n: number][] {
  const whole = cdf(ages, settledAt) - cdf(ages, pendingAt);
  if (whole <= 0) return [[bucketOf(settledAt), 1]];
  const shares: [number, number][] = [];
  for (let bucket = bucketOf(pendingAt); bucket <= bucketOf(settledAt); bucket++) {
    const from = Math.max(pendingAt, startOf(bucket));
    const to = Math.min(settledAt, startOf(bucket + 1));
    if (to > from) shares.push([bucket, (cdf(ages, to) - cdf(ages, from)) / whole]);
  }
  return shares;
}
