/** Remembers the theme, so that the server renders it and the page does not flash. */
export const THEME_COOKIE = 'theme';

/** `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** Parses the cookie's value; anything that is not a theme means `system`. */
export function readTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Remembers the last language of the code panel, so that the server renders it and the panel does not flash. */
export const LANGUAGE_COOKIE = 'code-language';

/** Remembers how before and after are compared. */
export const COMPARISON_COOKIE = 'comparison';

export const COMPARISONS = ['slider', 'side', 'hold'] as const;

/** `slider`: a divider over both; `side`: side by side; `hold`: the input shows while it is asked for. */
export type Comparison = (typeof COMPARISONS)[number];

/** Parses the cookie's value; anything else means the slider. */
export function readComparison(value: string | undefined): Comparison {
  return COMPARISONS.find((one) => one === value) ?? 'slider';
}

/** Remembers how large the pictures of the wall are, so that the server renders them so and nothing moves. */
export const DENSITY_COOKIE = 'wall-density';

export const DENSITIES = ['small', 'medium', 'large'] as const;

/** How large the pictures of the wall are. */
export type Density = (typeof DENSITIES)[number];

/** Parses the cookie's value; anything that is not a density means `medium`. */
export function readDensity(value: string | undefined): Density {
  return DENSITIES.find((density) => density === value) ?? 'medium';
}

const A_YEAR_S = 365 * 24 * 60 * 60;

/** Saves a preference in a cookie for a year, so that the server can render with it. */
export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain HTTP.
  document.cookie = `${name}=${value}; Path=/; Max-Age=${A_YEAR_S}; SameSite=Lax`;
}
