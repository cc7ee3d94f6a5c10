import { notFoundRoute } from '@/lib/http/not-found-route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(
  'This endpoint does not exist. See /docs/api or /api/openapi.json for a list.',
);
