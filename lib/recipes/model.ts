/** The part of lib/recipes that the browser may import: types, constants and pure functions. No zod, no database. */

/** A run goes step by step. `failed` can be taken up again at the step that failed. */
export const RUN_STATES = ['running', 'succeeded', 'failed', 'cancelled'] as const;

/**
 * Why a run failed at a step:
 *
 * - `not_started`: this server did not take the step, for example because the allowance is used up; `reason` is the code of the error
 * - `photo_gone`: the photo was deleted before the step was sent
 * - `refused`: Gepetto refused it; `reason` has its words
 * - `taken_back`: somebody cancelled it while it was queued
 * - `given_up`: its person gave it up while it was uncertain
 * - `job_failed`: its job failed; `reason` has Gepetto's words
 * - `stalled`: its job did not end in 24 hours
 * - `no_picture`: its job succeeded without a picture that can be read
 * - `not_copied`: its picture could not be copied into our storage
 * - `job_gone`: its job or picture was deleted
 */
export const RUN_PROBLEMS = [
  'not_started',
  'photo_gone',
  'refused',
  'taken_back',
  'given_up',
  'job_failed',
  'stalled',
  'no_picture',
  'not_copied',
  'job_gone',
] as const;

export type RunProblem = (typeof RUN_PROBLEMS)[number];

/**
 * How a step stands: not reached yet, its submission's state, its job's, or that its picture is being copied;
 * `done` once its picture is stored.
 */
export const STEP_STATES = [
  'waiting',
  'queued',
  'sending',
  'uncertain',
  'pending',
  'copying',
  'done',
  'failed',
] as const;

export type StepState = (typeof STEP_STATES)[number];

/** One step: a mode, and its parameters in Gepetto's names, without `url`, `mask` and `webhook`. */
export type RecipeStep = { mode: string; parameters: Record<string, unknown> };

/** The most steps of a recipe. */
export const MAX_STEPS = 8;
/** The most recipes of a user. */
export const MAX_RECIPES = 50;
/** The longest name, characters. */
export const MAX_RECIPE_NAME = 80;
