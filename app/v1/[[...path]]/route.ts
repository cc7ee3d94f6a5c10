import { notFoundRoute } from '@/lib/http/not-found-route';
import { UNKNOWN_ENDPOINT } from '../unknown-endpoint';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = notFoundRoute(UNKNOWN_ENDPOINT);
