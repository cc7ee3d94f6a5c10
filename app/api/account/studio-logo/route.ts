import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse, emptyResponse } from '@/lib/http/openapi/response';
import { PICTURE_HEADERS } from '@/lib/http/pictures/headers';
import { beginUpload } from '@/lib/photos';
import { MAX_REQUEST_BYTES } from '@/lib/photos/model';
import { getStudioLogo, removeStudioLogo, setStudioLogo } from '@/lib/shares';

/** The logo as it is stored. */
export const GET = endpoint({
  documented: false,
  access: 'session',
  response: { 200: { description: 'The logo, a PNG.' } },
  handle: async ({ ctx, userId }) => {
    const logo = await getStudioLogo(ctx, userId);
    if (!logo) throw new AppError('not_found', 'Your studio has no logo.');
    return new Response(new Uint8Array(logo.picture), {
      headers: { ...PICTURE_HEADERS, 'Content-Type': 'image/png' },
    });
  },
});

/** Sets the logo. The body is a picture. */
export const PUT = endpoint({
  documented: false,
  access: 'session',
  upload: {
    types: ['image/*', 'application/octet-stream'],
    maxBytes: MAX_REQUEST_BYTES,
    begin: beginUpload,
  },
  response: {
    200: apiResponse(
      'The logo.',
      z.strictObject({
        logo: z.strictObject({ hash: z.string(), width: z.int(), height: z.int() }),
      }),
    ),
  },
  handle: async ({ bytes, ctx, userId }) => ({ logo: await setStudioLogo(ctx, userId, bytes) }),
});

export const DELETE = endpoint({
  documented: false,
  access: 'session',
  response: { 204: emptyResponse('Removed, or there was none.') },
  handle: ({ ctx, userId }) => removeStudioLogo(ctx, userId),
});

export const { POST, PATCH, OPTIONS } = otherMethods({ GET, PUT, DELETE });
