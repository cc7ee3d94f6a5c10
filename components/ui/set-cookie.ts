const A_YEAR_S = 365 * 24 * 60 * 60;

/** Saves a preference in a cookie for a year, so that the server can render with it. */
export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain HTTP.
  document.cookie = `${name}=${value}; Path=/; Max-Age=${A_YEAR_S}; SameSite=Lax`;
}
