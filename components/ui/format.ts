const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** English dates are written day first: `24 Nov 2026` is unambiguous. */
const intlLocale = (locale: string) => (locale.startsWith('en') ? 'en-GB' : locale);

/** Formatters are expensive to create and a page uses the same few. */
function oncePerKey<T>(create: (...key: string[]) => T): (...key: string[]) => T {
  const created = new Map<string, T>();
  return (...key) => {
    const id = key.join('|');
    const formatter = created.get(id) ?? create(...key);
    created.set(id, formatter);
    return formatter;
  };
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;
const UTC = { timeZone: 'UTC', timeZoneName: 'short' } as const;

const utcFormat = oncePerKey(
  (locale) => new Intl.DateTimeFormat(locale, { ...DATE, ...TIME, ...UTC }),
);
const localFormat = oncePerKey((locale) => new Intl.DateTimeFormat(locale, { ...DATE, ...TIME }));
const dateFormat = oncePerKey(
  (locale) => new Intl.DateTimeFormat(locale, { ...DATE, timeZone: 'UTC' }),
);
const ageFormat = oncePerKey(
  (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }),
);
const durationFormat = oncePerKey((locale) => new Intl.DurationFormat(locale, { style: 'narrow' }));
const secondsFormat = oncePerKey(
  (locale) => new Intl.DurationFormat(locale, { style: 'narrow', secondsDisplay: 'always' }),
);

/** A moment (ms UTC) as the server writes it: `24 Nov 2026, 08:30 UTC`. */
export function formatUtc(at: number, locale: string): string {
  return utcFormat(intlLocale(locale)).format(at);
}

/** A moment (ms UTC) in the time zone of the machine: `24 Nov 2026, 09:30`. Use in browsers only. */
export function formatLocal(at: number, locale: string): string {
  return localFormat(intlLocale(locale)).format(at);
}

/**
 * How long ago a moment was: `5 min ago`, `yesterday`; a date after a week.
 * @param justNow the text for less than a minute
 */
export function formatAge(at: number, now: number, locale: string, justNow: string): string {
  const age = now - at;
  const format = ageFormat(intlLocale(locale));
  if (age < MINUTE) return justNow;
  if (age < HOUR) return format.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return format.format(-Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return format.format(-Math.floor(age / DAY), 'day');
  return dateFormat(intlLocale(locale)).format(at);
}

/** A duration in ms with at most two units: `8s`, `2m 5s`, `3h 20m`, `2d 4h`. */
export function formatDuration(ms: number, locale: string): string {
  const duration = Math.max(0, ms);
  const days = Math.floor(duration / DAY);
  const hours = Math.floor((duration % DAY) / HOUR);
  const minutes = Math.floor((duration % HOUR) / MINUTE);
  const seconds = Math.floor((duration % MINUTE) / SECOND);
  const intl = intlLocale(locale);
  if (duration < MINUTE) return secondsFormat(intl).format({ seconds });
  if (duration < HOUR) return durationFormat(intl).format({ minutes, seconds });
  if (duration < DAY) return durationFormat(intl).format({ hours, minutes });
  return durationFormat(intl).format({ days, hours });
}

/** An id with its middle left out if it is long. */
export function shortId(id: string): string {
  return id.length <= 18 ? id : `${id.slice(0, 9)}…${id.slice(-6)}`;
}

const byteFormat = oncePerKey(
  (locale, unit) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: unit ?? 'byte',
      maximumFractionDigits: 1,
    }),
);

/** A number of bytes in the unit that people use for it: `840 byte`, `312 kB`, `2.1 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const [unit, size] =
    bytes < 1_000 ? ['byte', 1] : bytes < 999_500 ? ['kilobyte', 1_000] : ['megabyte', 1_000_000];
  const inUnit = bytes / Number(size);
  return byteFormat(intlLocale(locale), String(unit)).format(
    inUnit < 10 ? inUnit : Math.round(inUnit),
  );
}

/** A picture's media type as people name it: `JPEG`, `WebP`. */
export function formatType(type: string): string {
  const name = type.replace('image/', '');
  return name === 'webp' ? 'WebP' : name.toUpperCase();
}
