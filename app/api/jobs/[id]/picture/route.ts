import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { pictureQuery, pictureResponse } from '@/lib/http/stream-response';
import { jobParams, pictureUrl } from '@/lib/jobs';
import { openPicture } from '@/lib/pictures';

export const GET = endpoint({
  id: 'getPicture',
  tag: 'Jobs',
  summary: "Get the bytes of a job's picture",
  description: 'Streamed from Gepetto.',
  access: 'jobs:read',
  params: jobParams,
  query: pictureQuery,
  response: {
    200: {
      description: 'The picture.',
      headers: { 'Content-Disposition': z.string().optional().describe('With `download`.') },
      content: { 'image/*': {} },
    },
  },
  errors: ['not_found', 'job_not_found', 'picture_unavailable', 'server_busy'],
  handle: async ({ request, params, query, ctx, userId }) => {
    const url = await pictureUrl(ctx, userId, params.id, query.of);
    return pictureResponse(request, await openPicture(ctx, url), query.download ? params.id : null);
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
