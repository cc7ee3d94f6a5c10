import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import {
  deletePasskey,
  passkeyName,
  passkeyParams,
  passkeyView,
  renamePasskey,
} from '@/lib/passkeys';

export const PATCH = endpoint({
  documented: false,
  access: 'session',
  params: passkeyParams,
  body: z.strictObject({ name: passkeyName }),
  response: { 200: apiResponse('Renamed.', passkeyView) },
  handle: ({ params, body, ctx, userId }) => renamePasskey(ctx, userId, params.id, body.name),
});

export const DELETE = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  params: passkeyParams,
  response: { 204: emptyResponse('Deleted.') },
  handle: ({ params, ctx, userId }) => deletePasskey(ctx, userId, params.id),
});

export const { GET, POST, PUT, OPTIONS } = otherMethods({ PATCH, DELETE });
