import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { fileResponse } from '@/lib/http/pictures/file-response';
import { openAddress } from '@/lib/photos';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** The bytes of a photo or a mask, for Gepetto, which has no session. */
export const GET = endpoint({
  documented: false,
  access: 'public',
  cors: 'none',
  params: z.object({ address: z.string() }),
  response: { 200: { description: 'The picture.' } },
  handle: async ({ request, params, ctx }) => {
    const file = await openAddress(ctx, params.address);
    if (!file) throw new AppError('not_found', 'This address is unknown, or its time is over.');
    const response = await fileResponse(request, ctx, file);
    response.headers.set('X-Robots-Tag', 'noindex, nofollow');
    return response;
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
