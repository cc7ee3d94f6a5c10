/** The paths of route handlers, which answer in JSON. */
export const API_PATH = /^\/(?:v1|api)(?:\/|$)/;
