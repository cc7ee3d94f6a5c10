import { meaningOf, type UpstreamJob } from '@/lib/gepetto';
import { IN_BODY } from '@/lib/job-body';
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
  /** The address of the result, or `IN_BODY`. */
  output: string | null;
  createdAt: number;
  /** Whether `createdAt` is upstream's time, rather than when the job was first requested here. */
  createdKnown: boolean;
  /** Start of the 24 hours after which the job is stalled. */
  waitingSince: number;
  settledAt: number | null;
  /** When upstream last said that the job had not ended. */
  pendingAt: number | null;
};

/**
 * An unknown word with a result is a success. A success without one is final too, but only when it is seen twice in
 * a row or at first sight: upstream may name the result a moment later.
 */
function toState(
  { status, output }: UpstreamJob,
  before: string | null,
): 'pending' | 'succeeded' | 'failed' {
  const meaning = meaningOf(status);
  if (meaning === 'failure') return 'failed';
  if (meaning === 'pending') return 'pending';
  if (output) return 'succeeded';
  const seenBefore = before === null || meaningOf(before) === 'success';
  return meaning === 'success' && seenBefore ? 'succeeded' : 'pending';
}

const storedOutput = (output: string | undefined) =>
  output?.startsWith(IN_BODY) ? IN_BODY : output;

/** A job before upstream's first response. */
export function newJob(now: number): JobFacts {
  return {
    state: 'pending',
    status: null,
    mode: null,
    output: null,
    createdAt: now,
    createdKnown: false,
    waitingSince: now,
    settledAt: null,
    pendingAt: null,
  };
}

/** A success whose result is missing: upstream may still be asked for it. */
export function lacksOutput({ state, output }: Pick<JobFacts, 'state' | 'output'>): boolean {
  return state === 'succeeded' && output === null;
}

/** Adds the result to a success that had none. */
function addOutput(facts: JobFacts, response: UpstreamJob): JobFacts {
  const output = storedOutput(response.output);
  const found =
    lacksOutput(facts) && output !== undefined && meaningOf(response.status) !== 'failure';
  return found ? { ...facts, output } : facts;
}

/**
 * Takes the address that upstream names for a result which has gone from the one before. Unchanged if it names none, or
 * the same.
 */
export function renewOutput(facts: JobFacts, response: UpstreamJob): JobFacts {
  const output = storedOutput(response.output);
  const isNew = output !== undefined && output !== facts.output;
  const succeeded = facts.state === 'succeeded' && meaningOf(response.status) !== 'failure';
  return isNew && succeeded ? { ...facts, output } : facts;
}

/**
 * Applies a response of upstream that arrived at `now`. A settled job is returned unchanged, except that a success
 * without a result may get one.
 */
export function applyUpstream(facts: JobFacts, response: UpstreamJob, now: number): JobFacts {
  if (isSettled(facts.state)) return addOutput(facts, response);
  const resumed = facts.waitingSince !== facts.createdAt;
  // Upstream's clock may be ahead of ours: a job is never created in the future.
  const createdAt = Math.min(response.createdAt ?? facts.createdAt, now);
  const state = toState(response, facts.status);
  return stallIfOverdue(
    {
      state,
      status: response.status,
      mode: response.mode ?? facts.mode,
      output: storedOutput(response.output) ?? facts.output,
      createdAt,
      createdKnown: facts.createdKnown || response.createdAt !== undefined,
      waitingSince: resumed ? facts.waitingSince : startOfWait(facts, createdAt, now),
      settledAt: state === 'pending' ? null : now,
      pendingAt: state === 'pending' ? now : facts.pendingAt,
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
  const uncheckedMs = gap - Math.min(Math.max(gap, 0), MAX_UNSEEN_MS);
  if (facts.state !== 'pending' || uncheckedMs === 0) return facts;
  return { ...facts, waitingSince: facts.waitingSince + uncheckedMs };
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
