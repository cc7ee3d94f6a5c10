import type { UpstreamError } from '@/lib/gepetto';
import { type SettleAges, settleProbability } from './settle-stats';

/**
 * When the server checks a pending job upstream. Durations in ms. How often a browser polls the server is
 * decided in components/jobs/live-jobs.ts.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The shortest time between two checks of a job. Young jobs of an unknown mode are checked this often. */
const MIN_INTERVAL_MS = 2 * SECOND;
/** The longest time between two checks of a watched job. */
const MAX_INTERVAL_MS = MINUTE;
/** A job is due when it has settled since its last check with at least this probability. */
const MIN_PROBABILITY = 0.06;
/** A job that no one is watching is checked this many times less often. */
const UNWATCHED_FACTOR = 3;
/** A job counts as watched for this long after a user last requested it. */
export const WATCHED_FOR_MS = MINUTE;
/** The longest interval that the number of pending jobs alone can cause. */
const MAX_CROWD_INTERVAL_MS = 20 * SECOND;
/** The same while many submissions wait, which take half of the budget: no more is planned than can be done. */
const MAX_QUEUE_INTERVAL_MS = 4 * MINUTE;
/** So many submissions count as many, as a share of the calls of a minute. */
const LONG_QUEUE = 1 / 4;
/**
 * Upstream should have told us of the end of a job that was started here. Where it cannot, the job is due when it has
 * settled with at least this probability: three calls or four, whatever it takes.
 */
const STARTED_HERE_PROBABILITY = 0.4;
/** The longest time between two checks of such a job. */
const MAX_STARTED_INTERVAL_MS = 3 * MINUTE;
/** Intervals vary at random by this share in total, so that jobs do not become due together. */
const JITTER = 0.2;

/** How long an id that upstream does not know is not checked again. */
const UNKNOWN_ID_INTERVAL_MS = MINUTE;
/**
 * The waits after the first answers "unknown" for an id: a job that has just been started takes a moment to appear.
 * With the first check that is at most 4 calls in a minute.
 */
const NEW_ID_INTERVALS_MS = [4 * SECOND, 10 * SECOND, 20 * SECOND, 30 * SECOND];
/** The longest wait after other errors. */
const MAX_BACKOFF_MS = 20 * SECOND;
/**
 * The first and the longest wait after errors that the next check hardly changes, or that cost 16 MiB each. All are
 * shorter than `LONGEST_CHECK_MS` of lib/db.
 */
const SLOW_BACKOFF_MS = {
  forbidden: [MINUTE / 2, 2 * MINUTE],
  out_of_credit: [MINUTE, 5 * MINUTE],
  too_large: [2 * MINUTE, 12 * MINUTE],
} as const;

/** What the time of the next check depends on. */
export type CheckForecast = {
  ageMs: number;
  /** At what ages jobs of this mode have settled. */
  ages: SettleAges;
  /** Pending jobs of all users, this one included. */
  pending: number;
  /** Upstream's limit, shared by all jobs. */
  callsPerMinute: number;
  watched: boolean;
  /** Submissions that wait for the budget. */
  queued?: number;
  /** Whether the job was submitted here. */
  submitted?: boolean;
  /** In [0, 1). */
  random: number;
};

/**
 * Ms until a job that was just found pending is due again: until it has probably settled, judged by the jobs
 * of its mode. About 2 s for a young job of an unknown mode; longer for old jobs, for jobs that no one is
 * watching, and when many jobs share the budget.
 */
export function nextCheckIn(forecast: CheckForecast): number {
  const { pending, callsPerMinute, queued = 0, random } = forecast;
  const own = ownInterval(forecast);
  // With many jobs the sweep picks among those that are due; this only keeps its list short.
  const roundMs = (pending * MINUTE) / callsPerMinute;
  const crowdMs =
    queued > callsPerMinute * LONG_QUEUE
      ? Math.min(roundMs * 2, MAX_QUEUE_INTERVAL_MS)
      : Math.min(roundMs / 4, MAX_CROWD_INTERVAL_MS);
  return Math.round(Math.max(own, crowdMs) * (1 + JITTER * (random - 0.5)));
}

/** Until the job has probably settled. */
function ownInterval({ ages, ageMs, watched, submitted = false }: CheckForecast): number {
  const wanted = submitted ? STARTED_HERE_PROBABILITY : MIN_PROBABILITY;
  const longest = submitted ? MAX_STARTED_INTERVAL_MS : MAX_INTERVAL_MS;
  let interval = MIN_INTERVAL_MS;
  while (interval < longest && settleProbability(ages, ageMs, ageMs + interval) < wanted) {
    interval *= 1.1;
  }
  return Math.min(interval, longest) * (watched || submitted ? 1 : UNWATCHED_FACTOR);
}

/**
 * Upstream calls us when a job that was started here ends. Should the call be lost, the job is asked for after this
 * time, and from then on like any other, ms.
 */
const CALL_EXPECTED_FOR_MS = 4 * MINUTE;

/** Ms until the first check of a job whose end upstream is expected to tell us. */
export function firstCheckDelay(): number {
  return CALL_EXPECTED_FOR_MS;
}

/** A job that has been due for longer than this goes before all that have not. */
const MAX_OVERDUE_MS = 2 * MINUTE;
/** The same while submissions wait, which leave refreshes half of the budget. */
const MAX_OVERDUE_BESIDE_QUEUE_MS = 30 * SECOND;

/**
 * The rank of a due job in a sweep, highest first: the probability that it has settled since its last check,
 * plus 1 once it has been due for two minutes, so that every job is checked eventually. While submissions wait, plus 1
 * after half a minute, and the longest overdue first.
 */
export function dueRank(job: {
  ages: SettleAges;
  /** The job's age at the last check that found it pending. */
  pendingAtMs: number;
  ageMs: number;
  overdueMs: number;
  /** Submissions that wait. */
  queued?: number;
}): number {
  const { overdueMs, queued = 0 } = job;
  if (queued > 0 && overdueMs > MAX_OVERDUE_BESIDE_QUEUE_MS) return 1 + overdueMs / MINUTE;
  const probability = settleProbability(job.ages, job.pendingAtMs, job.ageMs);
  return probability + (overdueMs > MAX_OVERDUE_MS ? 1 : 0);
}

/**
 * Ms until the next check after one that failed: as long as upstream asked for, or exponential backoff with
 * full jitter.
 *
 * @param failures failed checks in a row, this one included
 * @param random a number in [0, 1)
 * @param known whether upstream has returned this job before
 */
export function retryDelay(
  error: UpstreamError,
  failures: number,
  random: number,
  known = true,
): number {
  if (error.kind === 'rate_limited') return error.retryAfterMs;
  if (error.kind === 'not_found') {
    return (known ? undefined : NEW_ID_INTERVALS_MS[failures - 1]) ?? UNKNOWN_ID_INTERVAL_MS;
  }
  if (error.kind === 'forbidden' || error.kind === 'out_of_credit' || error.kind === 'too_large') {
    const [first, longest] = SLOW_BACKOFF_MS[error.kind];
    return Math.min(longest, first * 2 ** Math.min(failures - 1, 10));
  }
  const ceiling = Math.min(MAX_BACKOFF_MS, MIN_INTERVAL_MS * 2 ** Math.min(failures, 10));
  return SECOND + Math.floor(random * (ceiling - SECOND));
}
