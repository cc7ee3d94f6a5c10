import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { insertIf, recipes } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { MAX_RECIPES } from './model';
import type { NewRecipe, RecipeChange, RecipeView } from './schemas';

type Data = Pick<Context, 'db' | 'now'>;

const isOwnedBy = (userId: string, id: string) =>
  and(eq(recipes.userId, userId), eq(recipes.id, id));

/** The same error for a missing recipe and another user's. */
export const recipeNotFound = () => new AppError('not_found', 'There is no such recipe.');

const nameTaken = (name: string) =>
  new AppError('recipe_exists', `You already have a recipe called "${name}". Choose another name.`);

async function isTaken({ db }: Pick<Context, 'db'>, userId: string, name: string) {
  const named = and(eq(recipes.userId, userId), eq(recipes.name, name));
  return (await db.select({ id: recipes.id }).from(recipes).where(named)).length > 0;
}

const COLUMNS = {
  id: recipes.id,
  name: recipes.name,
  steps: recipes.steps,
  createdAt: recipes.createdAt,
  updatedAt: recipes.updatedAt,
};

/** A user's recipes, by name. */
export function listRecipes({ db }: Pick<Context, 'db'>, userId: string): Promise<RecipeView[]> {
  return db
    .select(COLUMNS)
    .from(recipes)
    .where(eq(recipes.userId, userId))
    .orderBy(asc(recipes.name));
}

/** @throws AppError `not_found` */
export async function getRecipe({ db }: Pick<Context, 'db'>, userId: string, id: string) {
  const [found] = await db.select(COLUMNS).from(recipes).where(isOwnedBy(userId, id));
  if (!found) throw recipeNotFound();
  return found satisfies RecipeView;
}

/** @throws AppError `recipe_exists` for a name that is taken, `too_many_recipes` */
export async function createRecipe(
  { db, now }: Data,
  userId: string,
  { name, steps }: NewRecipe,
): Promise<RecipeView> {
  const at = now();
  const view = { id: crypto.randomUUID(), name, steps, createdAt: at, updatedAt: at };
  const isRoom = sql`(SELECT count(*) FROM ${recipes} WHERE ${recipes.userId} = ${userId}) < ${MAX_RECIPES}`;
  const created = await insertIf(db, recipes, { ...view, userId }, isRoom).returning({
    id: recipes.id,
  });
  if (created.length > 0) return view;
  if (await isTaken({ db }, userId, name)) throw nameTaken(name);
  throw new AppError(
    'too_many_recipes',
    `You have reached the limit of ${MAX_RECIPES} recipes. Delete one first.`,
  );
}

/** Runs that have begun keep the steps that they began with. @throws AppError `not_found`, `recipe_exists` */
export async function updateRecipe(
  { db, now }: Data,
  userId: string,
  id: string,
  { name, steps }: RecipeChange,
): Promise<RecipeView> {
  const change = { ...(name !== undefined && { name }), ...(steps && { steps }), updatedAt: now() };
  const isFree =
    name === undefined
      ? undefined
      : sql`NOT EXISTS (SELECT 1 FROM ${recipes} AS other WHERE other.user_id = ${userId}
          AND other.name = ${name} AND other.id <> ${id})`;
  const [view] = await db
    .update(recipes)
    .set(change)
    .where(and(isOwnedBy(userId, id), isFree))
    .returning(COLUMNS);
  if (view) return view;
  await getRecipe({ db }, userId, id);
  throw nameTaken(name ?? '');
}

/** Its runs stay, and go on. @throws AppError `not_found` */
export async function deleteRecipe({ db }: Data, userId: string, id: string): Promise<void> {
  const deleted = await db
    .delete(recipes)
    .where(isOwnedBy(userId, id))
    .returning({ id: recipes.id });
  if (deleted.length === 0) throw recipeNotFound();
}
