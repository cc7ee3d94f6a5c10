import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { listOpenSubmissions, openSubmission } from '@/lib/submissions';

export const GET = endpoint({
  id: 'listOpenSubmissions',
  tag: 'Operators',
  summary: "List everybody's open submissions",
  description:
    'Uncertain ones, those that are being sent, and those that wait: at most 100 of each.',
  access: 'operator',
  response: {
    200: apiResponse('The submissions.', z.strictObject({ submissions: z.array(openSubmission) })),
  },
  handle: async ({ ctx }) => ({ submissions: await listOpenSubmissions(ctx) }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
