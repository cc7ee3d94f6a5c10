import { ReadableStream } from 'node:stream/web';
import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { withLoggedErrors } from '@/lib/http/stream-response';
import { exportMyData } from '@/lib/my-data';

/** Vercel's limit for this function, s. */
export const maxDuration = 300;

/** Whether the export may start: asked by a script, which can confirm the sign-in, before the browser opens the file. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  response: { 204: emptyResponse('The export may start.') },
  handle: async () => undefined,
});

/** Everything that is kept about the user, as a ZIP file. */
export const GET = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  response: { 200: { description: 'The ZIP file.' } },
  handle: async ({ request, ctx, userId }) => {
    const day = new Date(ctx.now()).toISOString().slice(0, 10);
    const headers = {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="bottega-my-data-${day}.zip"`,
    };
    if (request.method === 'HEAD') return new Response(null, { headers });
    const origin = requestOrigin(request.headers) ?? '';
    const parts = exportMyData(ctx, { userId, origin });
    return new Response(ReadableStream.from(withLoggedErrors(parts)) as BodyInit, { headers });
  },
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
