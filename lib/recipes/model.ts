/** The part of lib/recipes that the browser may import: types, constants and pure functions. No zod, no database. */

/** A run goes step by step. `failed` can be taken up again at the step that failed. */
export const RUN_STATES = ['running', 'succeeded', 'failed', 'cancelled'] as const;

export type RunState = (typeof RUN_STATES)[number];

/** One step: a mode, and its parameters in Gepetto's names, without `url`, `mask` and `webhook`. */
export type RecipeStep = { mode: string; parameters: Record<string, unknown> };

/** The most steps of a recipe. */
export const MAX_STEPS = 8;
/** The most recipes of a user. */
export const MAX_RECIPES = 50;
/** The longest name, characters. */
export const MAX_RECIPE_NAME = 80;
