import type { UpstreamJob } from '@/lib/gepetto';
import { isSettled, type State } from './model';

/** A job that has been pending for this long is stalled: it is checked only on request, ms. */
export const STALLED_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * The longest time between two checks that counts towards the 24 hours, ms: nobody looked in the rest of it, or
 * the clock has jumped.
 */
const MAX_UNSEEN_MS = 60 * 60 * 1_000;

/** The columns of a job's row from which its state is computed. Times are ms UTC. */
export type JobFacts = {
  state: State;
  /** Upstream's value, verbatim; null until upstream has responded. */
  status: string | null;
  mode: string | null;
  output: string | null;
  createdAt: number;
  /** Start of the 24 hours after which the job is stalled. */
  waitingSince: number;
  settledAt: number | null;
};

// Upstream documents only `success` and `pending`. These are the usual spellings of failure.
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

function toState({ status, output }: UpstreamJob): 'pending' | 'succeeded' | 'failed' {
  const word = status.trim().toLowerCase();
  // A success without a picture has nothing to show yet, so it stays pending.
  if (word === 'success') return output ? 'succeeded' : 'pending';
  return FAILURE.has(word) ? 'failed' : 'pending';
}

/** A job before upstream's first response. */
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

/** Applies a response of upstream that arrived at `now`. A settled job is returned unchanged. */
export function applyUpstream(facts: JobFacts, response: UpstreamJob, now: number): JobFacts {
  if (isSettled(facts.state)) return facts;
  const resumed = facts.waitingSince !== facts.createdAt;
  // Upstream's clock may be ahead of ours: a job is never created in the future.
  const createdAt = Math.min(response.createdAt ?? facts.createdAt, now);
  const state = toState(response);
  return stallIfOverdue(
    {
      state,
      status: response.status,
      mode: response.mode ?? facts.mode,
      output: response.output ?? facts.output,
      createdAt,
      waitingSince: resumed ? facts.waitingSince : startOfWait(facts, createdAt, now),
      settledAt: state === 'pending' ? null : now,
    },
    now,
  );
}

/** A job counts as waiting from its start on, but of the time before its first check only an hour counts. */
function startOfWait(facts: JobFacts, createdAt: number, now: number): number {
  return facts.status === null ? Math.max(createdAt, now - MAX_UNSEEN_MS) : createdAt;
}

/**
 * Leaves out of the wait what no check has covered: a job stalls only after checks spread over its 24 hours. A
 * clock that jumps ahead and back moves the start of the wait there and back.
 * @param checkedAt when the job was last checked, successfully or not, ms UTC
 */
export function leaveOutUnseen(facts: JobFacts, checkedAt: number, now: number): JobFacts {
  const gap = now - checkedAt;
  const unseen = gap - Math.min(Math.max(gap, 0), MAX_UNSEEN_MS);
  if (facts.state !== 'pending' || unseen === 0) return facts;
  return { ...facts, waitingSince: facts.waitingSince + unseen };
}

/** Turns a job that has been pending for 24 hours into a stalled one. */
export function stallIfOverdue(facts: JobFacts, now: number): JobFacts {
  if (facts.state !== 'pending' || now - facts.waitingSince < STALLED_AFTER_MS) return facts;
  return { ...facts, state: 'stalled' };
}

/** "Check now": a stalled job becomes pending again, for another 24 hours. */
export function resume<K extends Pick<JobFacts, 'state' | 'waitingSince'>>(
  facts: K,
  now: number,
): K {
  if (facts.state !== 'stalled') return facts;
  return { ...facts, state: 'pending', waitingSince: now };
}
