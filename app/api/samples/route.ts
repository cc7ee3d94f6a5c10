import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { jobView, startSamples } from '@/lib/jobs';

/** Starts the sandbox's sample jobs for a user. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  response: { 201: apiResponse('The jobs.', z.strictObject({ jobs: z.array(jobView) })) },
  handle: async ({ ctx, userId }) => ({ jobs: await startSamples(ctx, userId) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
