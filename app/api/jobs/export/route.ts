import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { fileStream } from '@/lib/http/stream-response';
import { type ExportedJob, exportHistory, FORMATS, historySelection } from '@/lib/jobs';

/** Vercel's limit for this function, s: a long file takes a while. */
export const maxDuration = 60;

export const GET = endpoint({
  id: 'exportJobs',
  tag: 'Jobs',
  summary: 'Export the history as a file',
  description:
    "Streamed, newest first, without a size limit. Columns: `id`, `label`, `state`, `status`, `mode`, `output`, `failure`, `createdAt`, `settledAt`, `checkedAt`, `addedAt`, `archivedAt` (times in ISO 8601, UTC) and `url`. The CSV is UTF-8 without a byte order mark, and every text in it is exact. `for=excel` adds the byte order mark, and an apostrophe before text that Excel would run as a formula or turn into a number or a date. JSON Lines also contain Gepetto's JSON as `body`. If an error occurs while the file is sent, the connection closes before the end of the file.",
  access: 'jobs:read',
  query: historySelection.extend({
    format: z
      .enum(['csv', 'jsonl'])
      .default('csv')
      .describe('CSV, or JSON Lines: one object a line.'),
    for: z.enum(['excel']).optional().describe('With `format=csv`: a file to open in Excel.'),
  }),
  response: {
    200: {
      description: 'The file.',
      headers: { 'Content-Disposition': z.string().describe('With the file name.') },
      content: {
        'text/csv': { schema: z.string().describe('RFC 4180, with a header line.') },
        'application/x-ndjson': {
          schema: z.string().describe('One object a line, with the fields of the CSV and `body`.'),
        },
      },
    },
  },
  handle: async ({ request, query, ctx, userId }) => {
    const { format: name, for: program, ...selection } = query;
    if (program && name !== 'csv') {
      throw new AppError('invalid_request', '"for=excel" works with "format=csv" only.');
    }
    const format = FORMATS[program ?? name];
    const pages = exportHistory(ctx, userId, selection, format.withBody);
    const origin = requestOrigin(request.headers) ?? '';
    const line = (job: ExportedJob) => format.line(job, origin);
    const stream = await fileStream(pages, { head: format.head, line });
    const day = new Date(ctx.now()).toISOString().slice(0, 10);
    return new Response(stream as BodyInit, {
      headers: {
        'Content-Type': format.contentType,
        'Content-Disposition': `attachment; filename="bottega-jobs-${day}.${format.extension}"`,
      },
    });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
