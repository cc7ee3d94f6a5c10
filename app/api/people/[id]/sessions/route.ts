import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { emptyResponse } from '@/lib/http/openapi/response';
import { personParams, signOutPerson } from '@/lib/people';

export const DELETE = endpoint({
  id: 'signOutPerson',
  tag: 'Operators',
  summary: 'End all sessions of a person',
  description: 'At once on all instances. Tokens stay valid.',
  access: 'operator',
  confirmed: true,
  params: personParams,
  response: { 204: emptyResponse('Signed out everywhere.') },
  errors: ['own_account'],
  handle: ({ params, ctx, userId }) => signOutPerson(ctx, userId, params.id),
});

export const { GET, POST, PUT, PATCH, OPTIONS } = otherMethods({ DELETE });
