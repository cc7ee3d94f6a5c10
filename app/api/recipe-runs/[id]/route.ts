import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { getRun, lookAfterRuns, runParams, runView } from '@/lib/recipes';

export const GET = endpoint({
  id: 'getRecipeRun',
  tag: 'Recipes',
  summary: 'Get one run of a recipe',
  access: 'jobs:start',
  params: runParams,
  response: { 200: apiResponse('The run.', z.strictObject({ run: runView })) },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => {
    const run = await getRun(ctx, userId, params.id);
    ctx.defer(lookAfterRuns(ctx, userId, [run]));
    return { run };
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
