import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { listPeople, peopleQuery, personView } from '@/lib/people';

export const GET = endpoint({
  id: 'listPeople',
  tag: 'Operators',
  summary: 'List the people with an account',
  description: 'Newest first, 50 a page.',
  access: 'operator',
  query: peopleQuery,
  response: {
    200: apiResponse(
      'A page of people.',
      z.strictObject({
        people: z.array(personView),
        nextCursor: z.string().nullable().describe('`cursor` of the next page; null on the last.'),
      }),
    ),
  },
  handle: async ({ query, ctx }) => {
    const { people, cursor } = await listPeople(ctx, query);
    return { people, nextCursor: cursor };
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
