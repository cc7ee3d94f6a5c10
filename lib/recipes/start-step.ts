import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { recipeRuns, submissions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { addPhotoFromResult } from '@/lib/photos';
import { cancelSubmission, submit } from '@/lib/submissions';
import type { RunRow } from './runs';
import { type StepRows, stepOf } from './step-rows';

/** The photo of a step: that of the run, or the picture of the step before. */
async function photoOf(ctx: Context, run: RunRow, steps: StepRows): Promise<string> {
  if (run.step > 0) {
    const { jobId } = stepOf(steps, run.id, run.step - 1);
    if (jobId) return (await addPhotoFromResult(ctx, run.userId, jobId)).id;
  }
  if (run.step === 0 && run.photoId) return run.photoId;
  throw new AppError('photo_gone', 'The photo of this step was deleted.');
}

/**
 * Submits the step that a claimed run is at. The key makes it one submission for each attempt, even if two processes
 * believe that they hold the run.
 * @throws AppError as `submit` and `addPhotoFromResult`; `photo_gone`
 */
export async function startStep(ctx: Context, run: RunRow, steps: StepRows): Promise<void> {
  const step = run.steps[run.step];
  if (!step) throw new Error('A run is at a step that its recipe does not have.');
  const { attempts } = stepOf(steps, run.id, run.step);
  const label = `${run.name} ${run.step + 1}/${run.steps.length}`;
  await submit(ctx, {
    userId: run.userId,
    source: 'recipe',
    origin: run.origin,
    idempotencyKey: `recipe run ${run.id} ${run.step} ${attempts}`,
    requests: [{ ...step, photoId: await photoOf(ctx, run, steps), label }],
    run: { id: run.id, step: run.step },
  });
}

/** Cancels what a cancelled run still has in the queue. */
export async function takeBackQueued(
  ctx: Context,
  { id, userId }: Pick<RunRow, 'id' | 'userId'>,
): Promise<void> {
  const queued = await ctx.db
    .select({ id: submissions.id })
    .from(submissions)
    .innerJoin(recipeRuns, eq(recipeRuns.id, submissions.runId))
    .where(
      and(
        eq(submissions.runId, id),
        eq(submissions.state, 'queued'),
        eq(recipeRuns.state, 'cancelled'),
      ),
    );
  // One that is being sent meanwhile becomes a job, in the history like any other.
  for (const one of queued) await cancelSubmission(ctx, userId, one.id).catch(ignoreSent);
}

function ignoreSent(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}
