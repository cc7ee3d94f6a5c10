import type { State as JobState } from '@/lib/jobs/model';
import type { RESULT_STATES } from '@/lib/results/model';
import type { SubmissionState } from '@/lib/submissions/model';
import type { RunProblem, StepState } from './model';

/** What is known of one step of a run: its latest submission, the job of that one, and our copy of its picture. */
export type StepFacts = {
  /** Null if the step was not started yet. */
  submission: SubmissionState | null;
  /** Why it was refused, if it was because its photo had gone. */
  photoGone: boolean;
  /** Null if there is none, or it was deleted. */
  job: { state: JobState; hasOutput: boolean } | null;
  /** Null if there is nothing to copy yet. */
  result: (typeof RESULT_STATES)[number] | null;
};

/** What a run does next at a step. */
export type Move =
  | { kind: 'start' }
  | { kind: 'wait' }
  | { kind: 'next' }
  | { kind: 'fail'; problem: RunProblem };

const fail = (problem: RunProblem): Move => ({ kind: 'fail', problem });
const WAIT: Move = { kind: 'wait' };

function moveWithJob({ job, result }: StepFacts): Move {
  if (!job) return fail('job_gone');
  switch (job.state) {
    case 'pending':
      return WAIT;
    case 'stalled':
      return fail('stalled');
    case 'failed':
      return fail('job_failed');
    case 'succeeded':
      if (!job.hasOutput) return fail('no_picture');
      if (result === 'stored') return { kind: 'next' };
      if (result === 'failed') return fail('not_copied');
      return result === 'expired' ? fail('job_gone') : WAIT;
  }
}

/** What a running run does at its step. A step starts once; the next one, when this one has a stored picture. */
export function nextMove(facts: StepFacts): Move {
  switch (facts.submission) {
    case null:
      return { kind: 'start' };
    case 'queued':
    case 'sending':
    // A person decides whether it is sent again: the run waits for that.
    case 'uncertain':
      return WAIT;
    case 'refused':
      return fail(facts.photoGone ? 'photo_gone' : 'refused');
    case 'cancelled':
      return fail('taken_back');
    case 'closed':
      return fail('given_up');
    case 'accepted':
      return moveWithJob(facts);
  }
}

/** How a failed run is taken up again at its step. */
export type Resumption =
  /** A new submission: it may cost again. */
  | 'start'
  /** Its job is asked for once more. */
  | 'check'
  /** Its picture is copied again. */
  | 'copy'
  /** What stopped it has passed. */
  | 'wait';

/** Never starts a step again whose job may still end well, or has. */
export function resumptionOf(facts: StepFacts): Resumption {
  const move = nextMove(facts);
  if (move.kind === 'start') return 'start';
  if (move.kind !== 'fail') return 'wait';
  if (move.problem === 'stalled') return 'check';
  return move.problem === 'not_copied' ? 'copy' : 'start';
}

/** How a step stands, for people. */
export function stepStateOf(facts: StepFacts): StepState {
  const { submission } = facts;
  if (submission === null) return 'waiting';
  if (submission === 'queued' || submission === 'sending' || submission === 'uncertain') {
    return submission;
  }
  const move = nextMove(facts);
  if (move.kind === 'next') return 'done';
  if (move.kind === 'fail') return 'failed';
  return facts.job?.state === 'succeeded' ? 'copying' : 'pending';
}
