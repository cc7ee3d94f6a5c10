import { requestOrigin } from '@/lib/auth';
import { fileStream } from '@/lib/http/file-stream';
import { methods } from '@/lib/http/methods';
import { readQuery } from '@/lib/http/parse';
import { userRoute } from '@/lib/http/route';
import { exportHistory, FORMATS } from '@/lib/jobs';
import { exportQuery } from './contract';

/** Seconds that the platform lets a long file take. */
export const maxDuration = 60;

/** The history as a file, of any size. */
const get = userRoute(
  async ({ request, ctx, userId }) => {
    const { format: name, ...selection } = readQuery(request, exportQuery);
    const format = FORMATS[name];
    const pages = exportHistory(ctx, userId, selection, format.withBody);
    const stream = await fileStream(pages, format, requestOrigin(request.headers) ?? '');
    const day = new Date(ctx.now()).toISOString().slice(0, 10);
    return new Response(stream as BodyInit, {
      headers: {
        'Content-Type': format.contentType,
        'Content-Disposition': `attachment; filename="bottega-jobs-${day}.${name}"`,
      },
    });
  },
  { scope: 'jobs:read' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
