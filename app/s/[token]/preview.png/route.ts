import { otherMethods } from '@/lib/http/endpoint';
import { lengthHeaders, PICTURE_HEADERS } from '@/lib/http/pictures/headers';
import { sharedFile } from '@/lib/http/shares/file';
import { previewOf } from '@/lib/http/shares/preview-of';
import { nothingThere } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

/** What chats show of a link. */
export const GET = sharedFile('The picture.', async ({ request, ctx, token, visitor }) => {
  const png = await previewOf(ctx, token, visitor);
  if (!png) throw nothingThere();
  const headers = {
    ...PICTURE_HEADERS,
    ...lengthHeaders(png.byteLength),
    'Content-Type': 'image/png',
  };
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(png), { headers });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
