import { fieldOf, isObject, type Json } from './json';

/** Times outside this range are not believed, ms UTC: 2015, before any such service, to 2100. */
const EARLIEST = Date.UTC(2015, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const MINUTE = 60_000;
/** Of objects around a time. */
const MAX_DEPTH = 3;

/** Names under which a job's start is found. */
const FIELDS = [
  'createdat',
  'created',
  'createtime',
  'creationtime',
  'creationdate',
  'createddate',
  'datecreated',
  'createdon',
  'createdtimestamp',
  'submittedat',
  'queuedat',
  'enqueuedat',
];

/** The unit of an epoch time follows from its size: seconds, ms, µs or ns. */
const UNITS: [below: number, perMs: number][] = [
  [1e11, 1e-3],
  [1e14, 1],
  [1e17, 1e3],
  [1e20, 1e6],
];

function plausible(ms: number | undefined): number | undefined {
  if (ms === undefined || !(ms >= EARLIEST && ms < LATEST)) return undefined;
  return Math.round(ms);
}

function fromEpoch(value: number): number | undefined {
  const unit = UNITS.find(([below]) => value < below);
  return unit && value / unit[1];
}

/**
 * `Z`, `UTC`, `GMT`, `+01`, `+0100`, `+01:00`, `GMT+1`, Go's `+0000 UTC` or nothing (UTC), in ms; undefined for other
 * zones.
 */
function zoneOffset(zone: string): number | undefined {
  const match = /^(?:Z|UTC|GMT)?\s*(?:([+-])(\d\d?):?(\d\d)?(?: UTC)?)?$/i.exec(zone);
  if (!match) return undefined;
  const [, sign, hours = '0', minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

type Parts = {
  year: number;
  month: number;
  day: number;
  time: string;
  fraction?: string | undefined;
};

/** The moment of a date and a time of day in a zone. Undefined if there is no such day or time. */
function moment({ year, month, day, time, fraction = '0' }: Parts, zone: string) {
  const offset = zoneOffset(zone.trim());
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  const at = Date.UTC(year, month, day, hour, minute, second);
  const isDay = new Date(Date.UTC(year, month, day)).getUTCDate() === day;
  if (offset === undefined || !isDay || hour > 24 || minute > 59 || second > 60) return undefined;
  return at + Number(`0.${fraction}`) * 1_000 - offset;
}

/**
 * ISO 8601 and RFC 3339, with `T`, `_` or a space, with `/` or `.` in the date, extended or basic. Go adds the zone's
 * name and its monotonic clock, Java the zone in brackets.
 */
const ISO =
  /^([+]?\d{4})(?:[-/.](\d\d?)[-/.](\d\d?)|(\d\d)(\d\d))[T _](\d\d?)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?)? ?([A-Z]{0,3} ?(?:[+-]\d\d?:?(?:\d\d)?(?: UTC)?)?)(?:\[[^\]]*\]| m=[+-][\d.]+)?$/i;
/** `20260101000000` */
const COMPACT = /^(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

function fromCompact(text: string): number | undefined {
  const match = COMPACT.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, ...time] = match.slice(1).map(Number);
  return moment({ year, month: month - 1, day, time: time.join(':') }, '');
}

function fromIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return fromCompact(text);
  const [, year, m1, d1, m2, d2, hour, minute = '0', second = '0', fraction, zone = ''] = match;
  const [month, day] = [Number(m1 ?? m2) - 1, Number(d1 ?? d2)];
  const time = `${hour}:${minute}:${second}`;
  return moment({ year: Number(year), month, day, time, fraction }, zone);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = String.raw`(?:[a-z]{3,9},?\s+)?`;
const TIME = String.raw`(\d\d?:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?`;
const ZONE = String.raw`\s*([A-Z]{0,3}\s*(?:[+-]\d\d?:?(?:\d\d)?)?)(?:\s*\([^)]*\))?`;
/** RFC 1123, 2822 and 850: `Thu, 01 Jan 2026 00:00:00 GMT`. */
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s-](\d{4}|\d\d)\s+${TIME}${ZONE}$`,
  'i',
);
/** JavaScript's `Date.toString()`: `Thu Jan 01 2026 00:00:00 GMT+0000`, and `January 1, 2026 at 12:00:00 AM UTC+1`. */
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4}),?\s+(?:at\s+)?${TIME}(?:\s([AP])M)?${ZONE}$`,
  'i',
);
/** C's `asctime`: `Thu Jan  1 00:00:00 2026`, and `date` with the zone before the year. */
const YEAR_LAST = new RegExp(
  String.raw`^${WEEKDAY}([a-z]{3})\s+(\d{1,2})\s+${TIME}\s*(UTC|GMT|Z)?\s+(\d{4})$`,
  'i',
);

/** A time of day of a 12-hour clock, if `half` is `A` or `P`, on a 24-hour one. */
function on24Hours(time: string, half: string | undefined): string {
  if (half === undefined) return time;
  const [hour, ...rest] = time.split(':');
  return [(Number(hour) % 12) + (/p/i.test(half) ? 12 : 0), ...rest].join(':');
}

function fromNames(text: string): number | undefined {
  const month = (name = '') => MONTHS.indexOf(name.toLowerCase());
  const century = (year = '') => (year.length === 2 ? 2_000 + Number(year) : Number(year));
  const parts = (year: string | undefined, name: string | undefined, day: string | undefined) => ({
    year: century(year),
    month: month(name),
    day: Number(day),
  });
  let match = DAY_FIRST.exec(text);
  if (match) {
    const [, day, name, year, time = '', fraction, zone = ''] = match;
    return month(name) < 0
      ? undefined
      : moment({ ...parts(year, name, day), time, fraction }, zone);
  }
  match = MONTH_FIRST.exec(text);
  if (match) {
    const [, name, day, year, time = '', fraction, half, zone = ''] = match;
    return month(name) < 0
      ? undefined
      : moment({ ...parts(year, name, day), time: on24Hours(time, half), fraction }, zone);
  }
  match = YEAR_LAST.exec(text);
  if (!match) return undefined;
  const [, name, day, time = '', fraction, zone = '', year] = match;
  return month(name) < 0 ? undefined : moment({ ...parts(year, name, day), time, fraction }, zone);
}

/** A 64-bit number as JavaScript's protocol buffers write it: `{low, high, unsigned}`. */
function toNumber(value: unknown): number {
  if (!isObject(value)) return Number(value ?? Number.NaN);
  return Number(value.high ?? Number.NaN) * 2 ** 32 + (Number(value.low ?? Number.NaN) >>> 0);
}

/**
 * Firestore's `{_seconds, _nanoseconds}` and `{seconds, nanoseconds}`, Protobuf's `nanos`, Java's `{epochSecond, nano}`,
 * MongoDB's `$date`.
 */
function fromObject(value: Json, depth: number): number | undefined {
  const inner = ['$date', '$numberlong', '$timestamp', 'iso', 'value', 'timestamp', 'date', 'time'];
  for (const name of inner) {
    const at = fieldOf(value, name);
    if (at !== undefined) return readTime(at, depth + 1);
  }
  const seconds = fieldOf(value, 'seconds') ?? fieldOf(value, 'epochsecond');
  const nanoseconds = ['nanoseconds', 'nanos', 'nano'].map((name) => fieldOf(value, name));
  return (
    toNumber(seconds) * 1_000 + toNumber(nanoseconds.find((one) => one !== undefined) ?? 0) / 1e6
  );
}

/** Java's `[2026, 1, 31, 23, 59, 59, 123000000]`: without a zone, so in UTC. */
function fromList(list: unknown[]): number | undefined {
  if (list.length < 5 || list.length > 7 || !list.every(Number.isInteger)) return undefined;
  const [year = 0, month = 0, day = 0, hour, minute, second = 0, nanoseconds = 0] =
    list as number[];
  const at = moment({ year, month: month - 1, day, time: `${hour}:${minute}:${second}` }, '');
  return at && at + nanoseconds / 1e6;
}

/** A number in a text: `1767225600`, `1.767e9`, `@1767225600`, .NET's `/Date(1767225600000)/`. */
const NUMBER =
  /^(?:@|\/Date\()?(\d{9,20}(?:\.\d+)?|\d\.\d{1,17}e\+?\d\d?)(?:(?:[+-]\d{4})?\)\/)?$/i;

/** Reads a moment in any usual spelling, ms UTC; a time without a zone is UTC. Undefined if it cannot be read. */
export function readTime(value: unknown, depth = 0): number | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === 'number') return plausible(fromEpoch(value));
  if (Array.isArray(value)) return plausible(fromList(value));
  if (isObject(value)) return plausible(fromObject(value, depth));
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const text = value
    .replace(/[\s"'\p{Cf}]+/gu, ' ')
    .replaceAll('\u2212', '-')
    .trim();
  const number = NUMBER.exec(text)?.[1];
  const ofNumber = number === undefined ? undefined : plausible(fromEpoch(Number(number)));
  return ofNumber ?? plausible(fromIso(text) ?? fromNames(text));
}

/** When upstream created a job, ms UTC; undefined if it gives no time that can be read. */
export function findCreatedAt(job: Json): number | undefined {
  for (const name of FIELDS) {
    const at = readTime(fieldOf(job, name));
    if (at !== undefined) return at;
  }
  return undefined;
}
