import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { personParams, removePersonsSecondFactors } from '@/lib/people';

export const DELETE = endpoint({
  id: 'removeSecondFactor',
  tag: 'Operators',
  summary: 'Remove the second factor of a person',
  description:
    'For somebody who has lost it: the authenticator app, the recovery codes and the passkeys. Make sure that it is them who ask.',
  access: 'operator',
  confirmed: true,
  params: personParams,
  response: { 204: emptyResponse('Removed, or there was none.') },
  errors: ['own_account'],
  handle: ({ params, ctx, userId }) => removePersonsSecondFactors(ctx, userId, params.id),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
