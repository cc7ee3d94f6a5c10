/** Remembers the theme, so that the server renders it and the page does not flash. */
export const THEME_COOKIE = 'theme';

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** Parses the cookie's value; anything that is not a theme means `system`. */
export function readTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}
