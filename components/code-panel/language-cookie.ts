/** The cookie that keeps the language chosen last, so that the server renders it and nothing flashes. */
export const LANGUAGE_COOKIE = 'code-language';
