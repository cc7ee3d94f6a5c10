import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { requestLocale } from '@/lib/i18n';
import {
  createInvitation,
  invitationQuery,
  invitationView,
  listInvitations,
  madeInvitation,
  newInvitation,
} from '@/lib/invitations';

export const GET = endpoint({
  id: 'listInvitations',
  tag: 'Operators',
  summary: 'List invitations',
  description: 'Newest first, 50 a page. Revoked ones are gone; others are kept for 90 days.',
  access: 'operator',
  query: invitationQuery,
  response: {
    200: apiResponse(
      'A page of invitations.',
      z.strictObject({
        invitations: z.array(invitationView),
        nextCursor: z.string().nullable().describe('`cursor` of the next page; null on the last.'),
      }),
    ),
  },
  handle: async ({ query, ctx }) => {
    const { invitations, cursor } = await listInvitations(ctx, query.cursor);
    return { invitations, nextCursor: cursor };
  },
});

export const POST = endpoint({
  id: 'createInvitation',
  tag: 'Operators',
  summary: 'Invite somebody',
  description:
    'The link lets one person sign up and ends after seven days. It is mailed if it is for an address and the server can send mail; else hand it over yourself.',
  access: 'operator',
  confirmed: true,
  body: newInvitation,
  response: { 201: apiResponse('The invitation and its link.', madeInvitation) },
  errors: ['email_taken', 'too_many_invitations'],
  handle: async ({ request, body, ctx, userId }) => {
    const origin = requestOrigin(request.headers) ?? '';
    const inviter = { userId, origin, locale: await requestLocale() };
    return createInvitation(ctx, inviter, body.email);
  },
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
