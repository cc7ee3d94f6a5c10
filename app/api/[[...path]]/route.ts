import { notFoundRoute } from '@/lib/http/not-found-route';

/** Whatever our own API has not. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(
  'There is no such endpoint. All there are stand in /api/openapi.json, and to read at /docs/api.',
);
