import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, results, submissions } from '@/lib/db';
import type { StepFacts } from './state';

/** What is known of a step of a run, with what to do about it. */
export type StepRow = StepFacts & {
  submissionId: string | null;
  jobId: string | null;
  /** How many submissions it has had. */
  attempts: number;
  /** Gepetto's words about a submission that was refused, or a job that failed. */
  words: string | null;
};

const NOT_STARTED: StepRow = {
  submission: null,
  photoGone: false,
  job: null,
  result: null,
  submissionId: null,
  jobId: null,
  attempts: 0,
  words: null,
};

export type StepRows = Map<string, StepRow[]>;

/** The steps of these runs, by the id of the run; those that have had no submission are left out. */
export async function selectSteps(
  { db }: Pick<Context, 'db'>,
  runIds: string[],
): Promise<StepRows> {
  const found = await db
    .select({
      runId: submissions.runId,
      step: submissions.step,
      id: submissions.id,
      state: submissions.state,
      problem: submissions.problem,
      reason: submissions.reason,
      jobId: jobs.id,
      jobState: jobs.state,
      hasOutput: sql<boolean>`${jobs.output} IS NOT NULL`.mapWith(Boolean),
      failure: jobs.failure,
      result: results.state,
    })
    .from(submissions)
    // A job that was removed from the history counts as deleted.
    .leftJoin(
      entries,
      and(eq(entries.userId, submissions.userId), eq(entries.jobId, submissions.jobId)),
    )
    .leftJoin(jobs, eq(jobs.id, entries.jobId))
    .leftJoin(results, eq(results.jobId, jobs.id))
    .where(and(isNotNull(submissions.runId), inArray(submissions.runId, runIds)))
    .orderBy(asc(submissions.createdAt), asc(submissions.id));
  const steps: StepRows = new Map();
  for (const row of found) {
    if (row.runId === null || row.step === null) continue;
    const ofRun = steps.get(row.runId) ?? [];
    steps.set(row.runId, ofRun);
    ofRun[row.step] = {
      submission: row.state,
      photoGone: row.problem === 'photo_gone',
      job: row.jobState && { state: row.jobState, hasOutput: row.hasOutput },
      result: row.result,
      submissionId: row.id,
      jobId: row.jobId,
      attempts: (ofRun[row.step]?.attempts ?? 0) + 1,
      words: row.failure ?? row.reason,
    };
  }
  return steps;
}

/** The latest of a step. */
export const stepOf = (steps: StepRows, runId: string, step: number): StepRow =>
  steps.get(runId)?.[step] ?? NOT_STARTED;
