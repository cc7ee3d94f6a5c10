import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import {
  addPhoto,
  beginUpload,
  listPhotos,
  photoName,
  photosPage,
  photosQuery,
  photoView,
} from '@/lib/photos';
import { MAX_REQUEST_BYTES } from '@/lib/photos/model';
import { PHOTO_ERRORS } from './errors';

export const GET = endpoint({
  id: 'listPhotos',
  tag: 'Photos',
  summary: 'List the photos',
  access: 'jobs:start',
  query: photosQuery,
  response: { 200: apiResponse('A page of the library.', photosPage) },
  handle: async ({ query, ctx, userId }) => listPhotos(ctx, userId, query),
});

export const POST = endpoint({
  id: 'addPhoto',
  tag: 'Photos',
  summary: 'Add a photo',
  description:
    'The body is the picture itself: JPEG, PNG, WebP, AVIF, HEIC or GIF of at most 4.5 MB; its bytes decide which. It is turned upright, converted to a JPEG in sRGB of at most 4096 pixels, and loses its metadata. A picture that is in the library already is not added again: the response is that photo.',
  access: 'jobs:start',
  query: z.strictObject({ name: photoName.optional().describe('The name of the file.') }),
  upload: {
    types: ['image/*', 'application/octet-stream'],
    maxBytes: MAX_REQUEST_BYTES,
    begin: beginUpload,
  },
  response: { 201: apiResponse('The photo.', z.strictObject({ photo: photoView })) },
  errors: PHOTO_ERRORS,
  handle: async ({ bytes, query, ctx, userId }) => ({
    photo: await addPhoto(ctx, userId, { bytes, name: query.name ?? null }),
  }),
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
