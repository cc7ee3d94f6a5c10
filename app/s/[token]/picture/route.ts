import { pictureKind, pictureResponse } from '@/lib/http/picture-response';
import { publicRoute } from '@/lib/http/route';
import { openPicture } from '@/lib/pictures';
import { sharedPictureUrl } from '@/lib/shares';

/** The bytes of a shared picture, for whoever has the link. */
export const GET = publicRoute<{ token: string }>(async ({ request, params, ctx }) => {
  const address = await sharedPictureUrl(ctx, params.token, pictureKind(request));
  const response = await pictureResponse(request, await openPicture(ctx, address), 'picture');
  response.headers.set('X-Robots-Tag', 'noindex, nofollow');
  return response;
});
