/** The message of every 404 below /v1 that upstream's API may have and this one does not. */
export const UNKNOWN_ENDPOINT =
  'There is no such endpoint. There are GET /v1/job/<id>, /v1/styles, /v1/rooms and /v1/skies.';
