import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { deletePerson, deletionBody, personParams } from '@/lib/people';

/** Vercel's limit for this function, s. The verb itself stops earlier. */
export const maxDuration = 60;

export const POST = endpoint({
  id: 'deletePerson',
  tag: 'Operators',
  summary: 'Delete an account',
  description:
    'The account is shut at once. Its jobs and share links are deleted, or handed over with their labels; a job that both have stays once. `done` is false while jobs are left: background work finishes, and the same request goes on with the first choice.',
  access: 'operator',
  confirmed: true,
  params: personParams,
  body: deletionBody,
  response: {
    200: apiResponse('How far it is.', z.strictObject({ done: z.boolean() })),
  },
  errors: ['last_operator', 'own_account', 'deletion_in_progress', 'too_many_jobs'],
  handle: ({ params, body, ctx, userId }) => {
    const jobs = body.jobs === 'delete' ? 'delete' : { handOverTo: body.to };
    return deletePerson(ctx, userId, params.id, jobs);
  },
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
