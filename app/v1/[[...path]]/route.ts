import { notFoundRoute } from '@/lib/http/not-found-route';

/** Whatever of upstream's API is not served here. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(
  'There is no such endpoint. Here are GET /v1/job/<id>, /v1/styles, /v1/rooms and /v1/skies.',
);
