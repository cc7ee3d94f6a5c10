import { notFoundRoute, UNKNOWN_ENDPOINT } from '@/lib/http/not-found-route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(UNKNOWN_ENDPOINT);
