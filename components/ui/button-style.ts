/** The classes of every button, and of a primary one, for what must do without `buttonClass` and its library. */
export const BUTTON = 'inline-flex items-center justify-center rounded-control text-center text-sm';
export const PRIMARY = 'bg-accent text-on-accent hover:bg-accent-strong';
