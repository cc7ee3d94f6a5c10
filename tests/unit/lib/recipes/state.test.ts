import { describe, expect, it } from 'vitest';
import { RUN_PROBLEMS } from '@/lib/recipes/model';
import { nextMove, resumptionOf, type StepFacts, stepStateOf } from '@/lib/recipes/state';
import { RESULT_STATES } from '@/lib/results/model';
import { SUBMISSION_STATES } from '@/lib/submissions/model';

const JOB_STATES = ['pending', 'succeeded', 'failed', 'stalled'] as const;

/** Every combination of what can be known of a step. */
const ALL: StepFacts[] = [null, ...SUBMISSION_STATES].flatMap((submission) =>
  [true, false].flatMap((photoGone) =>
    [
      null,
      ...JOB_STATES.flatMap((state) => [true, false].map((hasOutput) => ({ state, hasOutput }))),
    ].flatMap((job) =>
      [null, ...RESULT_STATES].map((result) => ({ submission, photoGone, job, result })),
    ),
  ),
);

const facts = (given: Partial<StepFacts>): StepFacts => ({
  submission: 'accepted',
  photoGone: false,
  job: null,
  result: null,
  ...given,
});
const succeeded = { state: 'succeeded', hasOutput: true } as const;

describe('a step of a run', () => {
  it('starts if and only if it has no submission', () => {
    for (const each of ALL) {
      expect(nextMove(each).kind === 'start').toBe(each.submission === null);
    }
    expect(ALL).toHaveLength(8 * 2 * 9 * 5);
  });

  it('leads to the next one if and only if its picture is stored', () => {
    for (const each of ALL) {
      const isStored =
        each.submission === 'accepted' &&
        each.job?.state === 'succeeded' &&
        each.job.hasOutput &&
        each.result === 'stored';
      expect(nextMove(each).kind === 'next').toBe(isStored);
      expect(stepStateOf(each) === 'done').toBe(isStored);
    }
  });

  it('waits while a person must decide, and fails with each of the problems for its reason', () => {
    expect(nextMove(facts({ submission: 'uncertain' }))).toEqual({ kind: 'wait' });
    const problems = ALL.map(nextMove).flatMap((move) =>
      move.kind === 'fail' ? move.problem : [],
    );
    // `not_started` has no submission that could say so.
    expect([...new Set(problems), 'not_started'].sort()).toEqual([...RUN_PROBLEMS].sort());
  });
});

describe('a failed step that is taken up again', () => {
  it('pays a second time only where nothing was started, or what was has ended badly', () => {
    for (const each of ALL) {
      const { submission, job, result } = each;
      const accepted = submission === 'accepted';
      const open =
        submission === 'queued' || submission === 'sending' || submission === 'uncertain';
      const alive = accepted && (job?.state === 'pending' || job?.state === 'stalled');
      const useful =
        accepted && job?.state === 'succeeded' && job.hasOutput && result !== 'expired';
      expect(resumptionOf(each) === 'start').toBe(!open && !alive && !useful);
    }
  });

  it('asks for a job that stalled, and copies a picture again', () => {
    expect(resumptionOf(facts({ job: { state: 'stalled', hasOutput: false } }))).toBe('check');
    expect(resumptionOf(facts({ job: succeeded, result: 'failed' }))).toBe('copy');
    expect(resumptionOf(facts({ job: succeeded, result: 'stored' }))).toBe('wait');
  });
});
