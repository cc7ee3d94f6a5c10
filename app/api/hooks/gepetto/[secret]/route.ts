import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { readText } from '@/lib/http/read-request';
import { findByHook, receiveHook } from '@/lib/submissions';

/** What upstream sends is a few hundred bytes, bytes. */
const MAX_BYTES = 64 * 1024;

/**
 * Where Gepetto calls when a job that was started here has ended. A call is a hint: what it says is confirmed by a
 * request of ours. Nothing is read, stored or logged for an unknown secret.
 */
export const POST = endpoint({
  documented: false,
  access: 'public',
  sentBy: 'servers',
  cors: 'none',
  params: z.object({ secret: z.string() }),
  response: { 204: emptyResponse('Taken note of.') },
  handle: async ({ request, params, ctx }) => {
    const submission = await findByHook(ctx, params.secret);
    if (!submission) throw new AppError('not_found', 'There is nothing at this address.');
    await receiveHook(ctx, submission, await readText(request, MAX_BYTES));
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
