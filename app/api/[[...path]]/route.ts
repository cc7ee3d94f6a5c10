import { notFoundRoute } from '@/app/_http/no-endpoint';

/** Whatever our own API has not. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(
  'There is no such endpoint. All there are stand in /api/openapi.json, and to read at /docs/api.',
);
