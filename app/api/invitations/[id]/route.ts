import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { invitationParams, revokeInvitation } from '@/lib/invitations';

export const DELETE = endpoint({
  id: 'revokeInvitation',
  tag: 'Operators',
  summary: 'Revoke an unused invitation',
  access: 'operator',
  params: invitationParams,
  response: { 204: emptyResponse('Revoked.') },
  handle: ({ params, ctx, userId }) => revokeInvitation(ctx, userId, params.id),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
