import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { deleteMyAccount } from '@/lib/my-data';

const deletion = z.strictObject({ done: z.boolean() });

/** The second of two questions: typed by hand, so that nobody deletes an account by two clicks. */
function assertOwnAddress(own: string, typed: string): void {
  if (typed.trim().toLowerCase() === own.toLowerCase()) return;
  throw new AppError(
    'invalid_request',
    'This is not the email address of your account. Type it as it is shown.',
  );
}

/** Deletes the account of the person who asks, after a fresh sign-in. */
export const POST = endpoint({
  documented: false,
  access: 'session',
  confirmed: true,
  body: z.strictObject({ email: z.string() }),
  response: { 200: apiResponse('Deleted, or being deleted in the background.', deletion) },
  handle: async ({ request, body, ctx, userId, session }) => {
    assertOwnAddress(session.email, body.email);
    const result = await deleteMyAccount(ctx, userId, requestOrigin(request.headers) ?? '');
    // The session is gone: the browser deletes its cookie and what it kept of the pages.
    const headers = { 'Clear-Site-Data': '"cache", "cookies", "storage"' };
    return Response.json(result, { headers });
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
