import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { pictureQuery } from '@/lib/http/pictures/query';
import { servePicture } from '@/lib/http/pictures/serve';
import { keepSecret, toCleanAddress } from '@/lib/http/shares/clean-address';
import { readVisitor } from '@/lib/http/shares/visitor';
import { getSharedPicture, nothingThere } from '@/lib/shares';
import { MAX_ITEMS } from '@/lib/shares/model';

const query = pictureQuery.extend({
  n: z.coerce.number().int().min(1).max(MAX_ITEMS).default(1),
});

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** The bytes of a shared picture. */
export const GET = endpoint({
  documented: false,
  access: 'public',
  cors: 'none',
  params: z.object({ token: z.string() }),
  query,
  response: { 200: { description: 'The picture.' } },
  handle: async ({ request, params, query, ctx }) => {
    const clean = toCleanAddress(request);
    if (clean) return clean;
    const visitor = await readVisitor(ctx);
    const download = query.download !== undefined || query.format !== undefined;
    const counts = request.method === 'GET';
    const wanted = { n: query.n, kind: query.of, download, counts };
    const picture = await getSharedPicture(ctx, params.token, visitor, wanted);
    // A link that is revoked shows nothing from then on, in no browser.
    const response = await servePicture(request, ctx, picture, query).catch((error: unknown) => {
      // The same for a picture that is not there yet as for a link that does not work.
      throw error instanceof AppError && error.code === 'not_found' ? nothingThere() : error;
    });
    return keepSecret(response);
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
