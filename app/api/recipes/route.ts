import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { createRecipe, listRecipes, newRecipe, recipeView } from '@/lib/recipes';

export const GET = endpoint({
  id: 'listRecipes',
  tag: 'Recipes',
  summary: 'List recipes',
  description: 'By name.',
  access: 'jobs:start',
  response: {
    200: apiResponse('The recipes.', z.strictObject({ recipes: z.array(recipeView) })),
  },
  handle: async ({ ctx, userId }) => ({ recipes: await listRecipes(ctx, userId) }),
});

export const POST = endpoint({
  id: 'createRecipe',
  tag: 'Recipes',
  summary: 'Create a recipe',
  description: 'At most 50 of a user, of at most 8 steps each.',
  access: 'jobs:start',
  body: newRecipe,
  response: { 201: apiResponse('The new recipe.', z.strictObject({ recipe: recipeView })) },
  errors: ['recipe_exists', 'too_many_recipes'],
  handle: async ({ body, ctx, userId }) => ({ recipe: await createRecipe(ctx, userId, body) }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
