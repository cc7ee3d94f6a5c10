import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { copyAgain, jobParams, jobView } from '@/lib/jobs';

export const POST = endpoint({
  id: 'copyResult',
  tag: 'Jobs',
  summary: "Copy a job's result again",
  description:
    'Copies the picture from Gepetto at once, also after Bottega has given it up, and waits up to 10 seconds for the outcome: see `result` of the job. A result that is stored already stays as it is.',
  access: 'jobs:write',
  params: jobParams,
  response: { 200: apiResponse('The job.', z.strictObject({ job: jobView })) },
  errors: ['job_not_found', 'not_found'],
  handle: async ({ params, ctx, userId }) => ({ job: await copyAgain(ctx, userId, params.id) }),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
