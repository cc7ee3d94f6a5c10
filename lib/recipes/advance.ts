import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { recipeRuns, submissions } from '@/lib/db';
import { AppError, errorCodes, errorName } from '@/lib/errors';
import { claim, prolonging, writeClaimed } from '@/lib/lease';
import { log } from '@/lib/log';
import type { RunProblem } from './model';
import type { RunRow } from './runs';
import { startStep, takeBackQueued } from './start-step';
import { nextMove } from './state';
import { selectSteps, stepOf } from './step-rows';

/** If the process dies, the run goes on after this, ms. Longer work prolongs it. */
export const LEASE_MS = 30_000;
/** How soon a run is looked at again that nobody told about, ms. A stored picture is told at once. */
const FIRST_CHECK_MS = 5_000;
const LAST_CHECK_MS = 60_000;
/** The wait after an error that has nothing to do with the step, ms. */
const RETRY_MS = 30_000;

/** Errors that pass: the step is started later. */
const PASSING = new Set([
  'storage_unavailable',
  'database_unavailable',
  'server_busy',
  'too_many_submissions',
]);

type Change = Partial<RunRow>;

/** The older a run, the longer its steps take. */
const checkDelay = (ageMs: number) =>
  Math.min(LAST_CHECK_MS, Math.max(FIRST_CHECK_MS, Math.round(ageMs / 10)));

export const failedWith = (problem: RunProblem, reason: string | null, now: number): Change => ({
  state: 'failed',
  problem,
  reason,
  settledAt: now,
});

/** What becomes of a run whose step could not be started. Pages have words of their own for the code of an error. */
function changeAfterError(error: unknown, now: number): Change {
  if (error instanceof AppError && !PASSING.has(error.code)) {
    return error.code === 'photo_gone'
      ? failedWith('photo_gone', null, now)
      : failedWith('not_started', error.code, now);
  }
  const known = { error: errorName(error), codes: errorCodes(error) };
  log().warn(known, 'a step of a recipe could not be started yet');
  return { nextCheckAt: now + RETRY_MS };
}

/** Starts, waits, goes on or fails, as the step stands. */
async function changeOf(ctx: Context, run: RunRow): Promise<Change> {
  const steps = await selectSteps(ctx, [run.id]);
  const step = stepOf(steps, run.id, run.step);
  const move = nextMove(step);
  const now = ctx.now();
  switch (move.kind) {
    case 'wait':
      return { nextCheckAt: now + checkDelay(now - run.createdAt) };
    case 'fail':
      return failedWith(move.problem, step.words, now);
    case 'next':
      return run.step + 1 < run.steps.length
        ? { step: run.step + 1, nextCheckAt: now }
        : { state: 'succeeded', settledAt: now };
    case 'start':
      await startStep(ctx, run, steps);
      return { nextCheckAt: ctx.now() + FIRST_CHECK_MS };
  }
}

/**
 * Works on a run as far as it can go now: at most one caller does, of all processes. A step has one submission,
 * whatever process dies when: `nextMove` finds it again.
 */
export async function advanceRun(ctx: Context, id: string): Promise<void> {
  const { db, now } = ctx;
  for (;;) {
    const run: RunRow | undefined = await claim(db, recipeRuns, {
      where: and(eq(recipeRuns.id, id), eq(recipeRuns.state, 'running')),
      now: now(),
      leaseMs: LEASE_MS,
    });
    if (!run) return;
    const change = await prolonging(db, recipeRuns, run, { leaseMs: LEASE_MS, now }, () =>
      changeOf(ctx, run).catch((error: unknown) => changeAfterError(error, now())),
    );
    const written = await writeClaimed(db, recipeRuns, run, change);
    // It was cancelled meanwhile: what it has just put into the queue is not sent.
    if (!written) await takeBackQueued(ctx, run);
    if (!written || change.step === undefined) return;
  }
}

/** Goes on with the run that a job belongs to, whose picture has just been stored. */
export async function advanceAfterResult(ctx: Context, jobId: string): Promise<void> {
  const found = await ctx.db
    .select({ runId: submissions.runId })
    .from(submissions)
    .where(eq(submissions.jobId, jobId));
  for (const { runId } of found) if (runId !== null) await advanceRun(ctx, runId);
}
