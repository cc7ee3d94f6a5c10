import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { getSending, sendingView, setSending } from '@/lib/submissions';

const sending = z.strictObject({ sending: sendingView });

export const GET = endpoint({
  id: 'getSending',
  tag: 'Operators',
  summary: 'Whether jobs are sent to Gepetto',
  description: 'And how many of everybody wait, are being sent, or are uncertain.',
  access: 'operator',
  response: { 200: apiResponse('The state.', sending) },
  handle: async ({ ctx }) => ({ sending: await getSending(ctx) }),
});

export const PATCH = endpoint({
  id: 'pauseSending',
  tag: 'Operators',
  summary: 'Pause or resume sending',
  description:
    'While it is paused, jobs are queued but not sent; jobs that were started are followed as before. Resuming also tries again after Gepetto was out of credit.',
  access: 'operator',
  body: z.strictObject({ paused: z.boolean() }),
  response: { 200: apiResponse('The state afterwards.', sending) },
  handle: async ({ body, ctx, userId }) => ({ sending: await setSending(ctx, userId, body) }),
});

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
