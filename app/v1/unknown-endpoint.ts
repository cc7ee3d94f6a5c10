/** The message of every 404 below /v1 that upstream's API may have and this one does not. */
export const UNKNOWN_ENDPOINT =
  'This endpoint does not exist. Use GET /v1/job/<id>, /v1/styles, /v1/rooms or /v1/skies.';
