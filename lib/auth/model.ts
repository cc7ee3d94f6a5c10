/** The length of a new password, in characters. Older passwords may be shorter and still sign in. */
export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** Lifetime of a link that sets a new password, minutes. */
export const RESET_MINUTES = 30;
