import 'server-only';
import { z } from 'zod';
import type { Picture } from '@/lib/pictures';

/** The query of every picture route. */
export const pictureQuery = z.strictObject({
  of: z
    .enum(['output', 'input'])
    .default('output')
    .describe('The result (the default) or the input picture.'),
  download: z.literal('1').optional().describe('Send `1` to save the picture as a file.'),
});

/**
 * Streams a picture.
 * @param download the name of the file to save it as, without extension; null to show it
 */
export async function pictureResponse(
  request: Request,
  picture: Picture,
  download: string | null,
): Promise<Response> {
  const headers = new Headers({
    'Content-Type': picture.type,
    // If a browser treated the picture as a page, the sandbox would block its scripts.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Referrer-Policy': 'no-referrer',
  });
  if (download !== null) {
    headers.set('Content-Disposition', `attachment; filename="${download}.${picture.extension}"`);
  }
  if (request.method === 'HEAD') {
    // Next drops the body of a HEAD without closing its source.
    await picture.body.cancel();
    return new Response(null, { headers });
  }
  return new Response(picture.body, { headers });
}
