import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';

export const GET = endpoint({
  id: 'health',
  tag: 'Service',
  summary: 'Whether the process is alive',
  access: 'probe',
  response: { 200: apiResponse('It is.', z.strictObject({ status: z.literal('ok') })) },
  handle: async () => ({ status: 'ok' as const }),
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
