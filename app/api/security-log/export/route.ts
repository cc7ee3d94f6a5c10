import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { fileStream } from '@/lib/http/stream-response';
import { exportSecurityLog, LOG_FORMATS, securitySelection } from '@/lib/security-log';

/** Vercel's limit for this function, s: a long file takes a while. */
export const maxDuration = 60;

export const GET = endpoint({
  id: 'exportSecurityLog',
  tag: 'Operators',
  summary: 'Export the security log as a file',
  description:
    'Streamed, newest first, without a size limit. The CSV is for spreadsheets: no cell is run as a formula. If an error occurs while the file is sent, the connection closes before the end of the file.',
  access: 'operator',
  query: securitySelection.extend({
    format: z.enum(['csv', 'jsonl']).default('csv').describe('CSV, or JSON Lines.'),
  }),
  response: {
    200: {
      description: 'The file.',
      headers: { 'Content-Disposition': z.string().describe('With the file name.') },
      content: {
        'text/csv': { schema: z.string().describe('RFC 4180, with a header line.') },
        'application/x-ndjson': { schema: z.string().describe('One object a line.') },
      },
    },
  },
  handle: async ({ query, ctx }) => {
    const { format: name, ...selection } = query;
    const format = LOG_FORMATS[name];
    const stream = await fileStream(exportSecurityLog(ctx, selection), format);
    const day = new Date(ctx.now()).toISOString().slice(0, 10);
    return new Response(stream as BodyInit, {
      headers: {
        'Content-Type': format.contentType,
        'Content-Disposition': `attachment; filename="bottega-security-log-${day}.${name}"`,
      },
    });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
