import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { pictureRequestHeaders, pictureResponses } from '@/lib/http/pictures/described';
import { storedPictureQuery } from '@/lib/http/pictures/query';
import { serveStored } from '@/lib/http/pictures/serve';
import { photoFiles, photoParams } from '@/lib/photos';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

export const GET = endpoint({
  id: 'getPhotoPicture',
  tag: 'Photos',
  summary: 'Get the bytes of a photo',
  access: 'jobs:start',
  params: photoParams,
  query: storedPictureQuery,
  headers: pictureRequestHeaders,
  response: pictureResponses,
  errors: ['not_found', 'range_not_satisfiable', 'picture_unavailable'],
  handle: async ({ request, params, query, ctx, userId }) => {
    const { files, name, createdAt } = await photoFiles(ctx, userId, params.id);
    const facts = { label: name, mode: null, createdAt, kind: 'output' as const };
    return serveStored(request, ctx, { files, facts, query });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
