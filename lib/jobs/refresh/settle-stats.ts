/**
 * What is known of the ages at which the jobs of a mode settle: a histogram, and a guess that stands in
 * for it while little has been seen.
 */

const SECOND = 1_000;
/** Up to this age buckets are `FINE_MS` wide; beyond it they grow, 8 to each doubling. */
const FINE_UNTIL_MS = 120 * SECOND;
const FINE_MS = 5 * SECOND;
const FINE_BUCKETS = FINE_UNTIL_MS / FINE_MS;
const PER_DOUBLING = 8;

/** The bucket of an age, ms. */
export function bucketOf(ageMs: number): number {
  if (ageMs < FINE_UNTIL_MS) return Math.floor(Math.max(0, ageMs) / FINE_MS);
  return FINE_BUCKETS + Math.floor(Math.log2(ageMs / FINE_UNTIL_MS) * PER_DOUBLING);
}

/** The age at which a bucket begins, ms. */
function startOf(bucket: number): number {
  if (bucket < FINE_BUCKETS) return bucket * FINE_MS;
  return FINE_UNTIL_MS * 2 ** ((bucket - FINE_BUCKETS) / PER_DOUBLING);
}

/** How many settled jobs stand in each bucket, in fractions too: of most ends only a span is known. */
export type SettleAges = ReadonlyMap<number, number>;

/** A mode of which nothing is known: half of its jobs are taken to have ended by this age, ms. */
const PRIOR_MEDIAN_MS = 30 * SECOND;
/** The guess counts as so many jobs. It has a long tail: no age is ever too old to hope. */
const PRIOR_WEIGHT = 10;

function priorCdf(ageMs: number): number {
  return ageMs / (ageMs + PRIOR_MEDIAN_MS);
}

/** The share of a mode's jobs that end before an age, ms: from 0 to below 1. */
export function cdf(ages: SettleAges, ageMs: number): number {
  const bucket = bucketOf(ageMs);
  let seen = 0;
  let before = 0;
  for (const [index, n] of ages) {
    seen += n;
    if (index < bucket) before += n;
    if (index === bucket) {
      const [from, to] = [startOf(bucket), startOf(bucket + 1)];
      before += (n * (ageMs - from)) / (to - from);
    }
  }
  return (before + PRIOR_WEIGHT * priorCdf(ageMs)) / (seen + PRIOR_WEIGHT);
}

/**
 * The chance that a job which was pending at age `from` has ended by age `to`, both ms.
 * This is what an ask is worth.
 */
export function settleProbability(ages: SettleAges, from: number, to: number): number {
  const before = cdf(ages, from);
  return Math.max(0, (cdf(ages, to) - before) / (1 - before));
}

/**
 * Where an end that was seen at age `seen`, after the job was pending at age `pending`, is likely to have
 * been: one job, divided among the buckets between by what is known so far. Done with every end, this
 * comes to the ages themselves, however rarely the jobs were asked for (self-consistency: Turnbull, 1976).
 *
 * @returns the share of each bucket; together 1
 */
export function distribute(
  ages: SettleAges,
  pending: number,
  seen: number,
): [bucket: number, n: number][] {
  const whole = cdf(ages, seen) - cdf(ages, pending);
  if (whole <= 0) return [[bucketOf(seen), 1]];
  const shares: [number, number][] = [];
  for (let bucket = bucketOf(pending); bucket <= bucketOf(seen); bucket++) {
    const from = Math.max(pending, startOf(bucket));
    const to = Math.min(seen, startOf(bucket + 1));
    if (to > from) shares.push([bucket, (cdf(ages, to) - cdf(ages, from)) / whole]);
  }
  return shares;
}
