import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { getPerson, personChange, personParams, personView, updatePerson } from '@/lib/people';

const person = z.strictObject({ person: personView });

export const GET = endpoint({
  id: 'getPerson',
  tag: 'Operators',
  summary: 'Get one person',
  access: 'operator',
  params: personParams,
  response: { 200: apiResponse('The person.', person) },
  handle: async ({ params, ctx }) => ({ person: await getPerson(ctx, params.id) }),
});

export const PATCH = endpoint({
  id: 'changePerson',
  tag: 'Operators',
  summary: 'Make or unmake an operator, disable or enable an account',
  description:
    'Takes effect at once. Disabling ends all sessions; tokens and webhooks are dead until the account is enabled. Nobody can change their own account this way, and the last operator who is not disabled stays one.',
  access: 'operator',
  confirmed: true,
  params: personParams,
  body: personChange,
  response: { 200: apiResponse('The person after the change.', person) },
  errors: ['last_operator', 'own_account'],
  handle: async ({ params, body, ctx, userId }) => ({
    person: await updatePerson(ctx, userId, params.id, body),
  }),
});

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
