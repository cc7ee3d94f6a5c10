import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { pictureQuery, pictureResponse } from '@/lib/http/stream-response';
import { openPicture } from '@/lib/pictures';
import { sharedPictureUrl } from '@/lib/shares';

/** The bytes of a shared picture. */
export const GET = endpoint({
  documented: false,
  access: 'public',
  cors: 'none',
  params: z.object({ token: z.string() }),
  query: pictureQuery,
  response: { 200: { description: 'The picture.' } },
  handle: async ({ request, params, query, ctx }) => {
    const url = await sharedPictureUrl(ctx, params.token, query.of);
    const name = query.download ? 'picture' : null;
    const response = await pictureResponse(request, await openPicture(ctx, url), name);
    response.headers.set('X-Robots-Tag', 'noindex, nofollow');
    return response;
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
