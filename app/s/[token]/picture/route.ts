import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { pictureQuery } from '@/lib/http/pictures/query';
import { servePicture } from '@/lib/http/pictures/serve';
import { getSharedPicture } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** The bytes of a shared picture. */
export const GET = endpoint({
  documented: false,
  access: 'public',
  cors: 'none',
  params: z.object({ token: z.string() }),
  query: pictureQuery,
  response: { 200: { description: 'The picture.' } },
  handle: async ({ request, params, query, ctx }) => {
    const picture = await getSharedPicture(ctx, params.token, query.of);
    const response = await servePicture(request, ctx, picture, query);
    // A link that is revoked shows nothing from then on, in no browser.
    response.headers.set('Cache-Control', 'private, no-store');
    response.headers.set('X-Robots-Tag', 'noindex, nofollow');
    return response;
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
