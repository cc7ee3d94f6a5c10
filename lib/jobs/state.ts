import type { UpstreamJob } from '@/lib/gepetto';

export const STATES = ['pending', 'succeeded', 'failed', 'stalled'] as const;

/** Our reading of upstream's status. */
export type State = (typeof STATES)[number];

/** A job without an end for this long is no longer asked for until somebody wants it, ms. */
export const STALLED_AFTER_MS = 24 * 60 * 60 * 1_000;

/** What is known of a job. Times are ms UTC. */
export type JobFacts = {
  state: State;
  /** Upstream's word, verbatim; null until it has answered. */
  status: string | null;
  mode: string | null;
  output: string | null;
  createdAt: number;
  /** Since when the 24 hours to `stalled` are counted. */
  waitingSince: number;
  settledAt: number | null;
};

/** Settled: never changes again, never asked for again. */
export function isSettled(state: State): boolean {
  return state === 'succeeded' || state === 'failed';
}

// Upstream documents `success` and `pending` alone; these are the plain words of failure.
const FAILURE = new Set([
  'error',
  'errored',
  'fail',
  'failed',
  'failure',
  'canceled',
  'cancelled',
  'timeout',
  'rejected',
]);

function readState({ status, output }: UpstreamJob): 'pending' | 'succeeded' | 'failed' {
  const word = status.trim().toLowerCase();
  // A success without a picture has nothing to show yet: wait for the rest.
  if (word === 'success') return output ? 'succeeded' : 'pending';
  return FAILURE.has(word) ? 'failed' : 'pending';
}

/** A job of which nothing is known but its id. */
export function newJob(now: number): JobFacts {
  return {
    state: 'pending',
    status: null,
    mode: null,
    output: null,
    createdAt: now,
    waitingSince: now,
    settledAt: null,
  };
}

/** What is known once upstream has said `answer` at `now`. A settled job stays as it is, whatever is said. */
export function applyUpstream(known: JobFacts, answer: UpstreamJob, now: number): JobFacts {
  if (isSettled(known.state)) return known;
  const revived = known.waitingSince !== known.createdAt;
  // A clock ahead of ours must not make a job of the future.
  const createdAt = Math.min(answer.createdAt ?? known.createdAt, now);
  const state = readState(answer);
  return stallIfOverdue(
    {
      state,
      status: answer.status,
      mode: answer.mode ?? known.mode,
      output: answer.output ?? known.output,
      createdAt,
      waitingSince: revived ? known.waitingSince : createdAt,
      settledAt: state === 'pending' ? null : now,
    },
    now,
  );
}

/** What is known once time has passed: a job that has been pending for 24 hours has stalled. */
export function stallIfOverdue(known: JobFacts, now: number): JobFacts {
  if (known.state !== 'pending' || now - known.waitingSince < STALLED_AFTER_MS) return known;
  return { ...known, state: 'stalled' };
}

/** What changes once somebody has said "check now": a stalled job is waited for anew. */
export function resume<K extends Pick<JobFacts, 'state' | 'waitingSince'>>(
  known: K,
  now: number,
): K {
  if (known.state !== 'stalled') return known;
  return { ...known, state: 'pending', waitingSince: now };
}
