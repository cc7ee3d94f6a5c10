/** Remembers the last language, so that the server renders it and the panel does not flash. */
export const LANGUAGE_COOKIE = 'code-language';
