import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { addPhotoFromResult, addPhotoFromUrl, beginUpload, photoView } from '@/lib/photos';
import { MAX_URL } from '@/lib/photos/model';
import { PHOTO_ERRORS } from '../errors';

export const POST = endpoint({
  id: 'importPhoto',
  tag: 'Photos',
  summary: 'Add a photo from an address, or from a result',
  description:
    'Only public https addresses are fetched, of pictures of at most 40 MB. `jobId` names a job of the history whose result is stored.',
  access: 'jobs:start',
  body: z.union(
    [
      z.strictObject({ url: z.string().max(MAX_URL).refine(URL.canParse, 'is not an address') }),
      z.strictObject({ jobId: z.string().max(128) }),
    ],
    { error: 'Send either the "url" of a picture or a "jobId"' },
  ),
  response: { 201: apiResponse('The photo.', z.strictObject({ photo: photoView })) },
  errors: [
    'photo_address_refused',
    'photo_address_failed',
    'job_not_found',
    'picture_unavailable',
    ...PHOTO_ERRORS,
  ],
  handle: async ({ body, ctx, userId }) => {
    const end = beginUpload(userId);
    try {
      const photo =
        'url' in body
          ? await addPhotoFromUrl(ctx, userId, body.url)
          : await addPhotoFromResult(ctx, userId, body.jobId);
      return { photo };
    } finally {
      end();
    }
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
