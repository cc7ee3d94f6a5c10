import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { conditionalResponse } from '@/lib/http/etag';
import { etagHeader, ifNoneMatch } from '@/lib/http/openapi/headers';
import { apiResponse, notModified } from '@/lib/http/openapi/response';
import { getJobs, jobView } from '@/lib/jobs';

/** More than a page of the history shows. */
const MAX_IDS = 50;

/** The pending jobs of a page in one request. */
export const GET = endpoint({
  id: 'watchJobs',
  tag: 'Jobs',
  summary: 'Get several jobs at once',
  description:
    'Each job is as current as possible without waiting for Gepetto. IDs that are not in the history are left out.',
  access: 'jobs:read',
  query: z.object({
    id: z
      .array(z.string())
      .optional()
      .describe(`Repeat it for each job: \`?id=a&id=b\`. Only the first ${MAX_IDS} are used.`),
  }),
  headers: ifNoneMatch,
  response: {
    200: apiResponse('The jobs.', z.strictObject({ jobs: z.array(jobView) }), etagHeader),
    304: notModified(),
  },
  handle: async ({ request, query, ctx, userId }) => {
    const jobs = await getJobs(ctx, userId, query.id?.slice(0, MAX_IDS) ?? []);
    return conditionalResponse(request, JSON.stringify({ jobs }));
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
