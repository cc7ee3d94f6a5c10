import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '@/lib/http/openapi/operation';
import { historySelection } from '@/lib/jobs';

export const exportQuery = historySelection.extend({
  format: z
    .enum(['csv', 'jsonl'])
    .default('csv')
    .describe('For a spreadsheet, or one JSON object a line.'),
});

const line = z.string().describe('One object a line, with the fields of the CSV and `body`.');

export const paths: ZodOpenApiPathsObject = {
  '/api/jobs/export': {
    get: operation({
      id: 'exportJobs',
      tag: 'Jobs',
      summary: 'The history as a file',
      description:
        "Streamed, newest first, for any size. Columns: `id`, `label`, `state`, `status`, `mode`, `output`, `failure`, `createdAt`, `settledAt`, `checkedAt`, `addedAt`, `archivedAt` (times in ISO 8601, UTC) and `url`. In the CSV, text that a spreadsheet would take for a formula begins with an apostrophe; it is UTF-8 with a byte order mark. JSON Lines have Gepetto's answer too, as `body`. A file that could not be finished is cut off, not ended.",
      scope: 'jobs:read',
      params: { query: exportQuery },
      answers: {
        200: {
          description: 'The file.',
          headers: {
            'Content-Disposition': z.string().describe('With its name.'),
          },
          content: {
            'text/csv': { schema: z.string().describe('RFC 4180, with a header.') },
            'application/x-ndjson': { schema: line },
          },
        },
      },
      errors: ['invalid_request'],
    }),
  },
};
