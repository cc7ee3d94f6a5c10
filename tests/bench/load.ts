import autocannon from 'autocannon';
import { quantile } from './baselines';

/** A URL to measure. */
export type Target = {
  url: string;
  headers?: Record<string, string>;
  /** What every response must be; by default any 2xx. */
  status?: 304;
  before?: () => void;
};
/** Requests a second; the 99th percentile of the response time, ms. */
export type Figures = { rate: number; p99: number };

const CONNECTIONS = 20;
const WARM_UP_S = 3;
const ROUND_S = 5;

async function load(
  { url, headers = {}, status, before }: Target,
  seconds: number,
): Promise<Figures> {
  before?.();
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds });
  const expected = status === 304 ? result['3xx'] : result['2xx'];
  const bad = result['2xx'] + result.non2xx - expected + result.errors + result.timeouts;
  if (bad > 0)
    throw new Error(`${bad} requests to ${url} failed: the measured rate is meaningless.`);
  return { rate: result.requests.total / result.duration, p99: result.latency.p99 };
}

/**
 * Measures targets in turn, in several rounds, so that other load on the machine affects all of them.
 * @returns the figures of each round, by target
 */
export async function alternate<Name extends string>(
  targets: Record<Name, Target>,
  rounds: number,
): Promise<Record<Name, Figures[]>> {
  const names = Object.keys(targets) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Figures[]
  >;
  for (const name of names) await load(targets[name], WARM_UP_S);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured[name].push(await load(targets[name], ROUND_S));
  }
  return measured;
}

const median = (list: number[]) => quantile(list, 0.5);

/** The median of a figure over the rounds. */
export function medianOf(rounds: Figures[], figure: keyof Figures): number {
  return median(rounds.map((round) => round[figure]));
}

/** The ratio of a figure to another target's in the same round: the median over the rounds. */
export function ratioOf(rounds: Figures[], others: Figures[], figure: keyof Figures): number {
  return median(rounds.map((round, i) => round[figure] / (others[i]?.[figure] ?? Number.NaN)));
}
