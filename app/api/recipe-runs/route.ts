import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { listRuns, lookAfterRuns, runsPage, runsQuery } from '@/lib/recipes';

export const GET = endpoint({
  id: 'listRecipeRuns',
  tag: 'Recipes',
  summary: 'List runs of recipes',
  description: 'Twenty a page, the newest first.',
  access: 'jobs:start',
  query: runsQuery,
  response: { 200: apiResponse('A page of runs.', runsPage) },
  handle: async ({ query, ctx, userId }) => {
    const page = await listRuns(ctx, userId, query.cursor);
    ctx.defer(lookAfterRuns(ctx, userId, page.runs));
    return page;
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
