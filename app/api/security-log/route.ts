import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { listSecurityLog, securityLine, securityQuery } from '@/lib/security-log';

export const GET = endpoint({
  id: 'listSecurityLog',
  tag: 'Operators',
  summary: 'List the security log',
  description:
    'Newest first, 50 a page; lines are kept for 90 days. What strangers can cause shares lines: `times` counts equal failures of ten minutes.',
  access: 'operator',
  query: securityQuery,
  response: {
    200: apiResponse(
      'A page of the log.',
      z.strictObject({
        lines: z.array(securityLine),
        nextCursor: z.string().nullable().describe('`cursor` of the next page; null on the last.'),
      }),
    ),
  },
  handle: async ({ query, ctx }) => {
    const { cursor: after, ...selection } = query;
    const { lines, cursor } = await listSecurityLog(ctx, selection, after);
    return { lines, nextCursor: cursor };
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
