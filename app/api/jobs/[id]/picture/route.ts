import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { etagHeader, ifNoneMatch } from '@/lib/http/openapi/headers';
import { notModified } from '@/lib/http/openapi/response';
import { pictureQuery } from '@/lib/http/pictures/query';
import { servePicture } from '@/lib/http/pictures/serve';
import { getPicture, jobParams } from '@/lib/jobs';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

const headers = {
  ETag: etagHeader.ETag.optional().describe('Of a stored result.'),
  'Content-Disposition': z.string().describe('With the file name.'),
};
const whole = {
  ...headers,
  'Accept-Ranges': z.string().optional().describe('`bytes` for a stored result.'),
  'Content-Length': z.string().optional(),
};
const content = { 'image/*': {} };

export const GET = endpoint({
  id: 'getPicture',
  tag: 'Jobs',
  summary: "Get the bytes of a job's picture",
  description:
    "Bottega's own copy of a result, in several sizes. Until it is copied, and for `of=input`, the picture is streamed from Gepetto. A stored result supports `If-None-Match` and `Range` (one range).",
  access: 'jobs:read',
  params: jobParams,
  query: pictureQuery,
  headers: ifNoneMatch.extend({
    Range: z.string().optional().describe('For example `bytes=0-1023`.'),
    'If-Range': z.string().optional().describe('The `ETag` of the part that you have.'),
  }),
  response: {
    200: { description: 'The picture.', headers: whole, content },
    206: {
      description: 'The requested part of a stored result.',
      headers: { ...whole, 'Content-Range': z.string() },
      content,
    },
    304: notModified(headers),
  },
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
