import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { requestLocale } from '@/lib/i18n';
import { invitationParams, madeInvitation, renewInvitation } from '@/lib/invitations';

export const POST = endpoint({
  id: 'renewInvitation',
  tag: 'Operators',
  summary: 'Give an unused invitation a new link',
  description:
    'For an invitation that got lost or has ended: the old link is dead, the new one ends after seven days and is mailed as the first one was.',
  access: 'operator',
  confirmed: true,
  params: invitationParams,
  response: { 201: apiResponse('The invitation and its new link.', madeInvitation) },
  handle: async ({ request, params, ctx, userId }) => {
    const origin = requestOrigin(request.headers) ?? '';
    const inviter = { userId, origin, locale: await requestLocale() };
    return renewInvitation(ctx, inviter, params.id);
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
