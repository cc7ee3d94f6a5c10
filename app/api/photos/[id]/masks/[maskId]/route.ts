import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { fileResponse } from '@/lib/http/pictures/file-response';
import { maskParams, openMask } from '@/lib/photos';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

export const GET = endpoint({
  id: 'getMask',
  tag: 'Photos',
  summary: 'Get the bytes of a mask',
  access: 'jobs:start',
  params: maskParams,
  response: {
    200: {
      description: 'The mask: white where something should change.',
      content: { 'image/png': {} },
    },
  },
  errors: ['not_found', 'picture_unavailable'],
  handle: async ({ request, params, ctx, userId }) =>
    fileResponse(request, ctx, await openMask(ctx, userId, params.id, params.maskId)),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
