import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { cancelRun, runParams, runView } from '@/lib/recipes';

export const POST = endpoint({
  id: 'cancelRecipeRun',
  tag: 'Recipes',
  summary: 'Cancel a run',
  description:
    'A job that was started goes on, and stays in the history. What waits in the queue is not sent, and no further step starts.',
  access: 'jobs:start',
  params: runParams,
  response: { 200: apiResponse('The run.', z.strictObject({ run: runView })) },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({ run: await cancelRun(ctx, userId, params.id) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
