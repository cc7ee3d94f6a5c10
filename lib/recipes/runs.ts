import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { recipeRuns } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { formatRunCursor, type RunCursor, type RunsPage, type RunView } from './schemas';
import { resumptionOf, stepStateOf } from './state';
import { type StepRows, selectSteps, stepOf } from './step-rows';

export type RunRow = typeof recipeRuns.$inferSelect;

const PAGE = 20;

export const isRunOf = (userId: string, id: string) =>
  and(eq(recipeRuns.userId, userId), eq(recipeRuns.id, id));

function toRunView(run: RunRow, steps: StepRows): RunView {
  const { id, recipeId, name, photoId, state, problem, reason, step, createdAt, settledAt } = run;
  const failed = state === 'failed';
  return {
    id,
    recipeId,
    name,
    photoId,
    state,
    problem,
    reason,
    step,
    startsAgain: failed && resumptionOf(stepOf(steps, id, step)) === 'start',
    createdAt,
    settledAt,
    steps: run.steps.map((one, index) => {
      const row = stepOf(steps, id, index);
      const isFailed = failed && index === step;
      return {
        ...one,
        state: isFailed ? 'failed' : stepStateOf(row),
        submissionId: row.submissionId,
        jobId: row.jobId,
      };
    }),
  };
}

/** @throws AppError `not_found` if it is not a run of this user */
export async function getRun(
  ctx: Pick<Context, 'db'>,
  userId: string,
  id: string,
): Promise<RunView> {
  const [run] = await ctx.db.select().from(recipeRuns).where(isRunOf(userId, id));
  if (!run) throw new AppError('not_found', 'There is no such run.');
  return toRunView(run, await selectSteps(ctx, [id]));
}

/** A page of a user's runs, the newest first. */
export async function listRuns(
  ctx: Pick<Context, 'db'>,
  userId: string,
  cursor?: RunCursor | undefined,
): Promise<RunsPage> {
  const { createdAt, id } = recipeRuns;
  const below =
    cursor &&
    or(lt(createdAt, cursor.createdAt), and(eq(createdAt, cursor.createdAt), lt(id, cursor.id)));
  const found = await ctx.db
    .select()
    .from(recipeRuns)
    // The second condition is implied by the third, and is what the index can use.
    .where(
      and(eq(recipeRuns.userId, userId), cursor && sql`${createdAt} <= ${cursor.createdAt}`, below),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  const steps = await selectSteps(
    ctx,
    page.map((run) => run.id),
  );
  return {
    runs: page.map((run) => toRunView(run, steps)),
    nextCursor: found.length > PAGE && last ? formatRunCursor(last) : null,
  };
}
