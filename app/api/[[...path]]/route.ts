import { notFoundRoute } from '@/lib/http/not-found-route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(
  'There is no such endpoint. See /docs/api or /api/openapi.json for those that exist.',
);
