import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { addressesForUpstream, getPhoto, photoParams } from '@/lib/photos';

export const GET = endpoint({
  id: 'getPhotoAddress',
  tag: 'Photos',
  summary: 'Get an address for Gepetto to read a photo at',
  description:
    'For the `url` of `POST /v1/<mode>`. It needs no session, nobody can guess it, and it ends after 24 hours.',
  access: 'jobs:start',
  params: photoParams,
  response: { 200: apiResponse('The address.', z.strictObject({ url: z.string() })) },
  errors: ['not_found'],
  handle: async ({ request, params, ctx, userId }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    const { id } = await getPhoto(ctx, userId, params.id);
    const wanted = { photoId: id, maskId: null, maskColour: 'white' as const, origin };
    const { url } = await addressesForUpstream(ctx, wanted);
    return { url };
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
