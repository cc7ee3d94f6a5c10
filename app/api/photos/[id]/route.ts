import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import {
  deletePhoto,
  getPhoto,
  photoName,
  photoParams,
  photoView,
  renamePhoto,
} from '@/lib/photos';

const photoResponse = apiResponse('The photo.', z.strictObject({ photo: photoView }));

export const GET = endpoint({
  id: 'getPhoto',
  tag: 'Photos',
  summary: 'Get one photo',
  access: 'jobs:start',
  params: photoParams,
  response: { 200: photoResponse },
  errors: ['not_found'],
  handle: async ({ params, ctx, userId }) => ({ photo: await getPhoto(ctx, userId, params.id) }),
});

export const PATCH = endpoint({
  id: 'changePhoto',
  tag: 'Photos',
  summary: 'Rename a photo',
  access: 'jobs:start',
  params: photoParams,
  body: z.strictObject({ name: photoName.nullable().describe('The new name; null removes it.') }),
  response: { 200: photoResponse },
  errors: ['not_found'],
  handle: async ({ params, body, ctx, userId }) => ({
    photo: await renamePhoto(ctx, userId, params.id, body.name),
  }),
});

export const DELETE = endpoint({
  id: 'deletePhoto',
  tag: 'Photos',
  summary: 'Delete a photo',
  description:
    'Its masks go with it, and its results stay. A submission that still waits for its turn with this photo is refused.',
  access: 'jobs:start',
  params: photoParams,
  response: { 204: emptyResponse('Deleted.') },
  errors: ['not_found'],
  handle: ({ params, ctx, userId }) => deletePhoto(ctx, userId, params.id),
});

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
