import { methods } from '@/lib/http/methods';
import { pictureKind, pictureResponse } from '@/lib/http/picture-response';
import { userRoute } from '@/lib/http/route';
import { pictureUrl } from '@/lib/jobs';
import { openPicture } from '@/lib/pictures';

/** The bytes of a job's picture: `?of=output` (default) or `?of=input`, `&download=1` to save it. */
const get = userRoute<{ id: string }>(
  async ({ request, params, ctx, userId }) => {
    const address = await pictureUrl(ctx, userId, params.id, pictureKind(request));
    return pictureResponse(request, await openPicture(ctx, address), params.id);
  },
  { scope: 'jobs:read' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
