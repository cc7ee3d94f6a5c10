import { z } from 'zod';
import { getItemPicture } from '@/lib/catalogue';
import { CATALOGUES } from '@/lib/catalogue/model';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { UNKNOWN_ENDPOINT } from '@/lib/http/not-found-route';
import { PICTURE_HEADERS } from '@/lib/http/pictures/headers';
import { openPicture } from '@/lib/pictures';

/** A picture of a style, a room or a sky, as Gepetto's list names it: pages show no picture of another site. */
export const GET = endpoint({
  documented: false,
  access: 'session',
  params: z.object({ list: z.enum(CATALOGUES) }),
  unknownParams: UNKNOWN_ENDPOINT,
  query: z.object({ id: z.string().min(1).max(128) }),
  response: { 200: { description: 'The picture.', content: { 'image/*': {} } } },
  handle: async ({ ctx, params, query }) => {
    const { body, type } = await openPicture(ctx, await getItemPicture(ctx, params.list, query.id));
    const headers = {
      ...PICTURE_HEADERS,
      'Content-Type': type,
      'Cache-Control': 'private, max-age=86400',
    };
    return new Response(body, { headers });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
