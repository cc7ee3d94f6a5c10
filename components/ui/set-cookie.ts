const A_YEAR_S = 365 * 24 * 60 * 60;

/** Keeps a choice in a cookie for a year, so that the server renders it from then on. */
export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http.
  document.cookie = `${name}=${value}; Path=/; Max-Age=${A_YEAR_S}; SameSite=Lax`;
}
