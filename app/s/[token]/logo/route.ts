import { otherMethods } from '@/lib/http/endpoint';
import { lengthHeaders, PICTURE_HEADERS } from '@/lib/http/pictures/headers';
import { sharedFile } from '@/lib/http/shares/file';
import { getSharedLogo, nothingThere } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** The logo of whoever sent a link. */
export const GET = sharedFile('The logo.', async ({ request, ctx, token, visitor }) => {
  const logo = await getSharedLogo(ctx, token, visitor);
  if (!logo) throw nothingThere();
  const { picture } = logo;
  const headers = {
    ...PICTURE_HEADERS,
    ...lengthHeaders(picture.byteLength),
    'Content-Type': 'image/png',
  };
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(picture), { headers });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
