import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { addMask, beginUpload, photoParams } from '@/lib/photos';
import { MAX_REQUEST_BYTES } from '@/lib/photos/model';

export const POST = endpoint({
  id: 'addMask',
  tag: 'Photos',
  summary: 'Add a mask over a photo',
  description:
    'The body is a PNG of exactly the size of the photo, at most 4.5 MB, with black and white pixels only: white where something should change. Gepetto gets it in the colours that the settings name.',
  access: 'jobs:start',
  params: photoParams,
  upload: { types: ['image/png'], maxBytes: MAX_REQUEST_BYTES, begin: beginUpload },
  response: { 201: apiResponse('The mask.', z.strictObject({ id: z.string() })) },
  errors: [
    'not_found',
    'mask_unreadable',
    'mask_wrong_size',
    'mask_not_black_and_white',
    'mask_empty',
    'server_busy',
    'storage_unavailable',
  ],
  handle: async ({ bytes, params, ctx, userId }) => addMask(ctx, userId, params.id, bytes),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
