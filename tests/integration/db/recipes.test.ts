import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { entries, photos, recipeRuns, results, submissions } from '@/lib/db';
import { getJobs } from '@/lib/jobs';
import { addPhoto } from '@/lib/photos';
import {
  advanceAfterResult,
  advanceRun,
  cancelRun,
  createRecipe,
  deleteRecipe,
  getRun,
  listRecipes,
  listRuns,
  maintainRecipes,
  newRecipe,
  resumeRun,
  startRun,
  updateRecipe,
} from '@/lib/recipes';
import { startStep } from '@/lib/recipes/start-step';
import { whenResultStored } from '@/lib/results';
import { setPaused } from '@/lib/submissions';
import { addUser } from '../../setup/context';
import { halves } from '../../setup/pictures';
import { testSubmissions } from '../../setup/submission-test';
import { onEachDatabase } from '../../setup/test';

const ORIGIN = 'http://127.0.0.1:1';
const STEPS = [
  { mode: 'furnish', parameters: { roomId: 'living_room', styleId: 'modern' } },
  { mode: 'upscale', parameters: {} },
];

whenResultStored('recipes', advanceAfterResult);

const test = testSubmissions
  // No answer is late here, however busy the machine is.
  .extend('patience', () => ({ timeoutMs: 20_000, startTimeoutMs: 20_000 }))
  .extend('photo', async ({ here, userId }) =>
    addPhoto(here, userId, { bytes: await halves(60, 40).png().toBuffer(), name: 'Room' }),
  )
  .extend('recipe', ({ here, userId }) =>
    createRecipe(here, userId, newRecipe.parse({ name: 'Furnish, then upscale', steps: STEPS })),
  )
  .extend(
    'begin',
    ({ here, userId, recipe, photo }) =>
      (idempotencyKey: string | null = null, photoId = photo.id) =>
        startRun(here, userId, recipe.id, { photoId, origin: ORIGIN, idempotencyKey }),
  )
  /** Ends the job that was started last, and lets its picture be copied. */
  .extend('end', ({ here, userId, server, clock }) => async () => {
    const jobId = server.posts.at(-1)?.jobId ?? '';
    server.finish(jobId);
    clock.advance(10 * 60_000);
    await getJobs(here, userId, [jobId]);
    await here.idle();
    return jobId;
  })
  /** What maintenance does a while later. */
  .extend('later', ({ here, clock, work }) => async () => {
    clock.advance(60_000);
    await maintainRecipes(here, 1_000);
    await work();
    await maintainRecipes(here, 1_000);
  });

describe.each(onEachDatabase(test))('recipes on $kind', ({ it }) => {
  it('run step by step, each from the stored picture of the one before', async ({
    begin,
    end,
    work,
    server,
    here,
    db,
    userId,
    photo,
  }) => {
    const run = await begin();
    expect(run).toMatchObject({ state: 'running', step: 0, photoId: photo.id });
    expect(run.steps.map(({ state }) => state)).toEqual(['queued', 'waiting']);
    await work();
    expect(server.posts.map(({ mode }) => mode)).toEqual(['furnish']);
    expect(server.posts[0]?.body).toMatchObject(STEPS[0]?.parameters ?? {});
    await maintainRecipes(here, 1_000);
    expect(await db.select().from(submissions)).toHaveLength(1);

    // Nobody looks: the stored picture starts the next step.
    const first = await end();
    expect(await getRun(here, userId, run.id)).toMatchObject({ state: 'running', step: 1 });
    const [made] = await db.select().from(photos).where(eq(photos.fromJobId, first));
    const [second] = await db.select().from(submissions).where(eq(submissions.step, 1));
    expect(second).toMatchObject({ runId: run.id, mode: 'upscale', photoId: made?.id });
    await work();
    expect(server.posts.map(({ mode }) => mode)).toEqual(['furnish', 'upscale']);
    await end();
    const done = await getRun(here, userId, run.id);
    expect(done).toMatchObject({ state: 'succeeded', problem: null });
    expect(done.steps.map(({ state }) => state)).toEqual(['done', 'done']);
    const labels = await db.select({ label: entries.label }).from(entries);
    expect(labels.map(({ label }) => label).sort()).toEqual([
      'Furnish, then upscale 1/2',
      'Furnish, then upscale 2/2',
    ]);
  });

  it('start no step twice, whoever goes on with a run, or dies while he does', async ({
    begin,
    here,
    db,
    work,
    server,
    userId,
    photo,
  }) => {
    const runs = await Promise.all([begin('a key'), begin('a key'), begin('a key')]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    const other = await addPhoto(here, userId, {
      bytes: await halves(80, 40).png().toBuffer(),
      name: null,
    });
    await expect(begin('a key', other.id)).rejects.toMatchObject({ code: 'idempotency_conflict' });
    const id = runs[0]?.id ?? '';
    const forget = () => db.update(recipeRuns).set({ nextCheckAt: 0, leaseUntil: 0 });
    await forget();
    await Promise.all(Array.from({ length: 4 }, () => advanceRun(here, id)));
    // Two that both believe that nothing was started yet.
    const [row] = await db.select().from(recipeRuns);
    if (!row) throw new Error('There is no run.');
    await Promise.all([startStep(here, row, new Map()), startStep(here, row, new Map())]);
    await forget();
    await maintainRecipes(here, 1_000);
    await work();
    expect(server.posts).toHaveLength(1);
    expect(await db.select().from(submissions)).toMatchObject([{ photoId: photo.id }]);
  });

  it('stop at a step that is refused, and go on there when it is taken up again', async ({
    begin,
    end,
    later,
    work,
    server,
    here,
    userId,
  }) => {
    const { id } = await begin();
    await work();
    server.next({ status: 400, body: '{"error":"too dark"}' });
    await end();
    await later();
    const failed = await getRun(here, userId, id);
    expect(failed).toMatchObject({ state: 'failed', step: 1, problem: 'refused' });
    expect(failed).toMatchObject({ reason: 'too dark', startsAgain: true });
    expect(failed.steps.map(({ state }) => state)).toEqual(['done', 'failed']);
    await later();
    expect(server.posts).toHaveLength(2);
    const again = await Promise.all([resumeRun(here, userId, id), resumeRun(here, userId, id)]);
    expect(again.some(({ state }) => state === 'running')).toBe(true);
    await work();
    await end();
    await later();
    expect(server.posts.map(({ mode }) => mode)).toEqual(['furnish', 'upscale', 'upscale']);
    expect(await resumeRun(here, userId, id)).toMatchObject({ state: 'succeeded', problem: null });
  });

  it('pay for no second job where only the copy of the picture failed', async ({
    begin,
    work,
    end,
    later,
    server,
    here,
    db,
    userId,
  }) => {
    const { id } = await begin();
    await work();
    const jobId = server.posts[0]?.jobId ?? '';
    await db.insert(results).values({ jobId, state: 'failed', queuedAt: 0, nextAttemptAt: 0 });
    await end();
    await db.update(results).set({ state: 'failed' }).where(eq(results.jobId, jobId));
    await db.update(recipeRuns).set({ step: 0, nextCheckAt: 0 });
    await db.delete(submissions).where(eq(submissions.step, 1));
    await later();
    const failed = await getRun(here, userId, id);
    expect(failed).toMatchObject({ problem: 'not_copied', startsAgain: false });
    await resumeRun(here, userId, id);
    await here.idle();
    await later();
    expect(await getRun(here, userId, id)).toMatchObject({ state: 'running', step: 1 });
    expect(server.posts.filter(({ mode }) => mode === 'furnish')).toHaveLength(1);
  });

  it('stop when they are cancelled, and send nothing of what waits', async ({
    begin,
    later,
    work,
    server,
    here,
    userId,
  }) => {
    await setPaused(here, userId, true);
    const { id } = await begin();
    expect(await cancelRun(here, userId, id)).toMatchObject({ state: 'cancelled' });
    await setPaused(here, userId, false);
    await work();
    await later();
    expect(server.posts).toHaveLength(0);
    expect(await resumeRun(here, userId, id)).toMatchObject({ state: 'cancelled' });
  });

  it('say why a step was not started, such as a deleted photo', async ({
    begin,
    here,
    db,
    userId,
    photo,
  }) => {
    const { id } = await begin();
    await db.delete(submissions);
    await db.delete(photos).where(eq(photos.id, photo.id));
    await db.update(recipeRuns).set({ nextCheckAt: 0 });
    await maintainRecipes(here, 1_000);
    expect(await getRun(here, userId, id)).toMatchObject({
      state: 'failed',
      problem: 'photo_gone',
    });
  });

  it('have names of their own, and are nobody else’s', async ({
    here,
    db,
    userId,
    recipe,
    begin,
  }) => {
    const steps = recipe.steps;
    await expect(createRecipe(here, userId, { name: recipe.name, steps })).rejects.toMatchObject({
      code: 'recipe_exists',
    });
    const other = await createRecipe(here, userId, { name: 'Another', steps });
    const rename = updateRecipe(here, userId, other.id, { name: recipe.name });
    await expect(rename).rejects.toMatchObject({ code: 'recipe_exists' });
    await updateRecipe(here, userId, other.id, { name: 'A new name' });
    const names = (await listRecipes(here, userId)).map(({ name }) => name);
    expect(names).toEqual(['A new name', recipe.name]);

    const { id } = await begin();
    const stranger = await addUser(db);
    const refused = [
      () => updateRecipe(here, stranger, recipe.id, { name: 'Mine' }),
      () => deleteRecipe(here, stranger, recipe.id),
      () => getRun(here, stranger, id),
      () => resumeRun(here, stranger, id),
      () => cancelRun(here, stranger, id),
    ];
    for (const attempt of refused) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    }
    await deleteRecipe(here, userId, recipe.id);
    const { runs } = await listRuns(here, userId);
    expect(runs).toMatchObject([{ id, recipeId: null, name: recipe.name, state: 'running' }]);
  });

  it('are at most 50 of a user', async ({ here, userId, recipe }) => {
    const make = (at: number) =>
      createRecipe(here, userId, { name: `Recipe ${at}`, steps: recipe.steps });
    for (let at = 1; at < 50; at++) await make(at);
    await expect(make(50)).rejects.toMatchObject({ code: 'too_many_recipes' });
  });
});
