import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { photos, recipeRuns, recipes } from '@/lib/db';
import { AppError, errorCodes, errorName } from '@/lib/errors';
import { checkNow } from '@/lib/jobs';
import { claim, prolonging, writeClaimed } from '@/lib/lease';
import { log } from '@/lib/log';
import { copyResult, requeueResult } from '@/lib/results';
import { advanceRun, failedWith, LEASE_MS } from './advance';
import { getRecipe } from './recipes';
import { getRun, isRunOf, type RunRow } from './runs';
import type { RunView } from './schemas';
import { startStep, takeBackQueued } from './start-step';
import { type Resumption, resumptionOf } from './state';
import { type StepRow, selectSteps, stepOf } from './step-rows';

type NewRun = {
  photoId: string;
  /** Where the request reached this server. */
  origin: string;
  /** The client's; null without one. */
  idempotencyKey: string | null;
};

/** The same key of the same user names the same run. */
function runIdOf(userId: string, key: string | null): string {
  if (key === null) return crypto.randomUUID();
  return createHash('sha256')
    .update(JSON.stringify([userId, key]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * Runs a recipe on a photo. The first step goes into the queue at once.
 * @throws AppError `not_found` for a recipe or a photo of somebody else, `idempotency_conflict`
 */
export async function startRun(
  ctx: Context,
  userId: string,
  recipeId: string,
  { photoId, origin, idempotencyKey }: NewRun,
): Promise<RunView> {
  const { name } = await getRecipe(ctx, userId, recipeId);
  const id = runIdOf(userId, idempotencyKey);
  const at = ctx.now();
  await ctx.db.run(sql`
    INSERT INTO ${recipeRuns} (id, user_id, recipe_id, name, steps, photo_id, origin, created_at, next_check_at)
    SELECT ${id}, ${userId}, ${recipes.id}, ${recipes.name}, ${recipes.steps}, ${photos.id}, ${origin}, ${at}, ${at}
    FROM ${recipes} JOIN ${photos} ON ${photos.userId} = ${recipes.userId}
    WHERE ${recipes.id} = ${recipeId} AND ${recipes.userId} = ${userId} AND ${photos.id} = ${photoId}
    ON CONFLICT DO NOTHING`);
  const [run] = await ctx.db.select().from(recipeRuns).where(isRunOf(userId, id));
  if (!run) throw new AppError('not_found', `There is no such photo to run "${name}" on.`);
  if (run.recipeId !== recipeId || run.photoId !== photoId) {
    throw new AppError(
      'idempotency_conflict',
      'This Idempotency-Key was used for another run. Use a new key for a new run.',
    );
  }
  await advanceRun(ctx, id);
  return getRun(ctx, userId, id);
}

async function takeUp(ctx: Context, run: RunRow, how: Resumption, { jobId }: StepRow) {
  if (how === 'start') return startStep(ctx, run, await selectSteps(ctx, [run.id]));
  if (jobId === null) return;
  if (how === 'check') await checkNow(ctx, run.userId, jobId);
  if (how === 'copy') {
    await requeueResult(ctx, jobId);
    ctx.defer(copyResult(ctx, jobId, { early: true, byHand: true }));
  }
}

/** What was not taken up is failed as before: whoever wanted it sees why, and may try again. */
function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  log().error(
    { error: errorName(error), codes: errorCodes(error) },
    'a run was not taken up again',
  );
  return 'internal';
}

/**
 * Takes a failed run up again at the step that failed: only where its job cannot end well any more with another
 * submission, which may cost. Does nothing for a run that has not failed.
 * @throws AppError `not_found`
 */
export async function resumeRun(ctx: Context, userId: string, id: string): Promise<RunView> {
  const { db, now } = ctx;
  const run = await claim(db, recipeRuns, {
    where: and(isRunOf(userId, id), eq(recipeRuns.state, 'failed')),
    now: now(),
    leaseMs: LEASE_MS,
    set: { state: 'running', problem: null, reason: null, settledAt: null },
  });
  if (!run) return getRun(ctx, userId, id);
  const step = stepOf(await selectSteps(ctx, [id]), id, run.step);
  const change = await prolonging(db, recipeRuns, run, { leaseMs: LEASE_MS, now }, () =>
    takeUp(ctx, run, resumptionOf(step), step).then(
      () => ({ nextCheckAt: now() }),
      (error: unknown) => failedWith('not_started', codeOf(error), now()),
    ),
  );
  await writeClaimed(db, recipeRuns, run, change);
  await advanceRun(ctx, id);
  return getRun(ctx, userId, id);
}

/**
 * Ends a run. A job that was started goes on, and stays in the history; what waits in the queue is not sent.
 * @throws AppError `not_found`
 */
export async function cancelRun(ctx: Context, userId: string, id: string): Promise<RunView> {
  const [cancelled] = await ctx.db
    .update(recipeRuns)
    // Who works on it loses the claim.
    .set({
      state: 'cancelled',
      problem: null,
      reason: null,
      settledAt: ctx.now(),
      leaseUntil: 0,
      fence: sql`${recipeRuns.fence} + 1`,
    })
    .where(and(isRunOf(userId, id), inArray(recipeRuns.state, ['running', 'failed'])))
    .returning();
  if (cancelled) await takeBackQueued(ctx, cancelled);
  return getRun(ctx, userId, id);
}
