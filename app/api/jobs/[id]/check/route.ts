import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { checkNow, jobParams, jobView } from '@/lib/jobs';

export const POST = endpoint({
  id: 'checkJob',
  tag: 'Jobs',
  summary: 'Check a job now',
  description: 'Calls Gepetto at once, even for a stalled job, but at most once in five seconds.',
  access: 'jobs:write',
  params: jobParams,
  response: { 200: apiResponse('The job.', z.strictObject({ job: jobView })) },
  errors: ['job_not_found'],
  handle: async ({ params, ctx, userId }) => ({ job: await checkNow(ctx, userId, params.id) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
