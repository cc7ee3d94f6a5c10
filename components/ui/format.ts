const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number) => String(value).padStart(2, '0');

function dateOf(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/**
 * Formats a point in time (ms UTC) for the server: `24 Nov 2026, 08:30 UTC`. Not with `Intl`, whose output
 * differs between server and browser: the first render must be the same in both.
 */
export function formatUtc(at: number): string {
  const date = new Date(at);
  return `${dateOf(date)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** The same in the user's time zone: `24 Nov 2026, 09:30`. In browsers only. */
export function formatLocal(at: number): string {
  const date = new Date(at);
  return formatUtc(at - date.getTimezoneOffset() * MINUTE).replace(' UTC', '');
}

/** How long ago a point in time was, as a short phrase; a date after a week. */
export function formatAge(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 2 * DAY) return 'yesterday';
  if (age < 7 * DAY) return `${Math.floor(age / DAY)} days ago`;
  return dateOf(new Date(at));
}

/** A duration in ms with two units at most: `8 s`, `2 min 05 s`, `3 h 20 min`, `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const duration = Math.max(0, ms);
  if (duration < MINUTE) return `${Math.floor(duration / SECOND)} s`;
  if (duration < HOUR) {
    return `${Math.floor(duration / MINUTE)} min ${two(Math.floor((duration % MINUTE) / SECOND))} s`;
  }
  if (duration < DAY) {
    return `${Math.floor(duration / HOUR)} h ${two(Math.floor((duration % HOUR) / MINUTE))} min`;
  }
  return `${Math.floor(duration / DAY)} d ${Math.floor((duration % DAY) / HOUR)} h`;
}

/** Shortens a long id by omitting its middle. */
export function shortId(id: string): string {
  return id.length <= 18 ? id : `${id.slice(0, 9)}…${id.slice(-6)}`;
}
