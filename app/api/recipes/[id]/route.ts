import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import { deleteRecipe, recipeChange, recipeParams, recipeView, updateRecipe } from '@/lib/recipes';

export const PATCH = endpoint({
  id: 'changeRecipe',
  tag: 'Recipes',
  summary: 'Rename a recipe, or replace its steps',
  description: 'Runs that have begun keep the steps that they began with.',
  access: 'jobs:start',
  params: recipeParams,
  body: recipeChange,
  response: {
    200: apiResponse('The recipe after the change.', z.strictObject({ recipe: recipeView })),
  },
  errors: ['not_found', 'recipe_exists'],
  handle: async ({ params, body, ctx, userId }) => ({
    recipe: await updateRecipe(ctx, userId, params.id, body),
  }),
});

export const DELETE = endpoint({
  id: 'deleteRecipe',
  tag: 'Recipes',
  summary: 'Delete a recipe',
  description: 'Its runs stay, and go on.',
  access: 'jobs:start',
  params: recipeParams,
  response: { 204: emptyResponse('Deleted.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => deleteRecipe(ctx, userId, params.id),
});

export const { GET, POST, PUT, OPTIONS } = otherMethods({ PATCH, DELETE });
