/** The cookie that keeps the choice of theme, so that the server renders it and nothing flashes. */
export const THEME_COOKIE = 'theme';

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** Reads the cookie's value; whatever is not a theme means `system`. */
export function readTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}
