import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { resumeRun, runParams, runView } from '@/lib/recipes';

export const POST = endpoint({
  id: 'resumeRecipeRun',
  tag: 'Recipes',
  summary: 'Take a failed run up again',
  description:
    'At the step that failed. `startsAgain` of the run says whether that starts another job, which may cost. Does nothing for a run that has not failed.',
  access: 'jobs:start',
  params: runParams,
  response: { 200: apiResponse('The run.', z.strictObject({ run: runView })) },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({ run: await resumeRun(ctx, userId, params.id) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
