import { z } from 'zod';
import { getCatalogue } from '@/lib/catalogue';
import { endpoint } from '@/lib/http/endpoint';
import { UNKNOWN_ENDPOINT } from '@/lib/http/not-found-route';
import { UPSTREAM_ERRORS, upstreamErrorResponse } from '@/lib/http/openapi/errors';
import { etagHeader, ifNoneMatch, upstreamHeaders } from '@/lib/http/openapi/headers';
import { apiResponse, notModified } from '@/lib/http/openapi/response';
import { upstreamResponse } from '@/lib/http/upstream-response';

/** The drop-in for upstream's lists. No part of the request is sent to upstream. */
export const getList = endpoint({
  id: '{name}',
  tag: 'Drop-in',
  summary: 'List the {name} that Gepetto offers',
  description: "Gepetto's own list, verbatim, cached for hours.",
  access: 'jobs:read',
  params: z.object({ name: z.enum(['styles', 'rooms', 'skies']) }),
  unknownParams: UNKNOWN_ENDPOINT,
  headers: ifNoneMatch,
  response: {
    200: apiResponse("Gepetto's JSON.", z.unknown(), { ...upstreamHeaders, ...etagHeader }),
    304: notModified(upstreamHeaders),
    '4XX': upstreamErrorResponse,
  },
  errors: UPSTREAM_ERRORS,
  handle: async ({ request, params, ctx }) =>
    upstreamResponse(request, await getCatalogue(ctx, params.name)),
});
