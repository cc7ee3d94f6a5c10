import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';

export const GET = endpoint({
  id: 'health',
  tag: 'Service',
  summary: 'Check whether the process is alive',
  access: 'probe',
  response: {
    200: apiResponse('The process is alive.', z.strictObject({ status: z.literal('ok') })),
  },
  handle: async () => ({ status: 'ok' as const }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
