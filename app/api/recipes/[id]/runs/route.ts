import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { recipeParams, runView, startRun } from '@/lib/recipes';

export const POST = endpoint({
  id: 'runRecipe',
  tag: 'Recipes',
  summary: 'Run a recipe on a photo',
  description:
    'Each step is a job of its own. It starts when the picture of the one before is stored; the first starts at once. With an `Idempotency-Key`, the same request starts one run.',
  access: 'jobs:start',
  params: recipeParams,
  headers: z.object({
    'Idempotency-Key': z.string().optional().describe('A random text, such as a UUID.'),
  }),
  body: z.strictObject({ photoId: z.string().max(100).describe('A photo of the caller.') }),
  response: { 201: apiResponse('The run.', z.strictObject({ run: runView })) },
  errors: ['not_found', 'idempotency_conflict'],
  handle: async ({ request, params, body, ctx, userId }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    const idempotencyKey = request.headers.get('idempotency-key');
    const run = { photoId: body.photoId, origin, idempotencyKey };
    return { run: await startRun(ctx, userId, params.id, run) };
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
