import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { pictureRequestHeaders, pictureResponses } from '@/lib/http/pictures/described';
import { pictureQuery } from '@/lib/http/pictures/query';
import { servePicture } from '@/lib/http/pictures/serve';
import { getPicture, jobParams } from '@/lib/jobs';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

export const GET = endpoint({
  id: 'getPicture',
  tag: 'Jobs',
  summary: "Get the bytes of a job's picture",
  description:
    "Bottega's own copy of a result, in several sizes. Until it is copied, and for `of=input`, the picture is streamed from Gepetto. A stored result supports `If-None-Match` and `Range` (one range).",
  access: 'jobs:read',
  params: jobParams,
  query: pictureQuery,
  headers: pictureRequestHeaders,
  response: pictureResponses,
  errors: [
    'not_found',
    'job_not_found',
    'result_expired',
    'range_not_satisfiable',
    'picture_unavailable',
    'server_busy',
  ],
  handle: async ({ request, params, query, ctx, userId }) =>
    servePicture(request, ctx, await getPicture(ctx, userId, params.id, query.of), query),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
