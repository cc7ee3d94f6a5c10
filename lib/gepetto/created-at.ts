import { isObject } from './job-output';

/** Times outside this range are not believed, ms UTC: 2015, before any such service, to 2100. */
const EARLIEST = Date.UTC(2015, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const MINUTE = 60_000;

/** Names under which a job's start is found. */
const FIELDS = [
  'createdAt',
  'created_at',
  'created',
  'createTime',
  'create_time',
  'creationTime',
  'creation_time',
  'dateCreated',
  'createdOn',
  'created_on',
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

/** `Z`, `UTC`, `GMT`, `+01`, `+0100`, `+01:00`, `GMT+0100` or nothing (UTC), in ms; undefined for other zones. */
function zoneOffset(zone: string): number | undefined {
  const match = /^(?:Z|UTC|GMT)?\s*(?:([+-])(\d\d):?(\d\d)?)?$/i.exec(zone);
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

/** ISO 8601 and RFC 3339, with `T`, `_` or a space, with `/` in the date, extended or basic. */
const ISO =
  /^([+]?\d{4})[-/]?(\d\d)[-/]?(\d\d)[T _](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)? ?([A-Z]{0,3} ?(?:[+-]\d\d:?(?:\d\d)?)?)(?:\[[^\]]*\])?$/i;

function fromIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction, zone = ''] = match;
  const time = `${hour}:${minute}:${second}`;
  return moment(
    { year: Number(year), month: Number(month) - 1, day: Number(day), time, fraction },
    zone,
  );
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY = String.raw`(?:[a-z]{3,9},?\s+)?`;
const TIME = String.raw`(\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?`;
const ZONE = String.raw`\s*([A-Z]{0,3}\s*(?:[+-]\d\d:?\d\d)?)(?:\s*\([^)]*\))?`;
/** RFC 1123, 2822 and 850: `Thu, 01 Jan 2026 00:00:00 GMT`. */
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s-](\d{4}|\d\d)\s+${TIME}${ZONE}$`,
  'i',
);
/** JavaScript's `Date.toString()`: `Thu Jan 01 2026 00:00:00 GMT+0000`. */
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{4}),?\s+${TIME}${ZONE}$`,
  'i',
);
/** C's `asctime`: `Thu Jan  1 00:00:00 2026`, and `date` with the zone before the year. */
const YEAR_LAST = new RegExp(
  String.raw`^${WEEKDAY}([a-z]{3})\s+(\d{1,2})\s+${TIME}\s*(UTC|GMT|Z)?\s+(\d{4})$`,
  'i',
);

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
    const [, name, day, year, time = '', fraction, zone = ''] = match;
    return month(name) < 0
      ? undefined
      : moment({ ...parts(year, name, day), time, fraction }, zone);
  }
  match = YEAR_LAST.exec(text);
  if (!match) return undefined;
  const [, name, day, time = '', fraction, zone = '', year] = match;
  return month(name) < 0 ? undefined : moment({ ...parts(year, name, day), time, fraction }, zone);
}

/** Firestore's `{_seconds, _nanoseconds}` and `{seconds, nanoseconds}`, Protobuf's `nanos`, MongoDB's `$date`. */
function fromObject(value: Record<string, unknown>): number | undefined {
  const inner = value.$date ?? value.$numberLong ?? value.iso;
  if (inner !== undefined) return readTime(inner);
  const seconds = Number(value._seconds ?? value.seconds ?? Number.NaN);
  const nanoseconds = Number(value._nanoseconds ?? value.nanoseconds ?? value.nanos ?? 0);
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** Reads a moment in any usual spelling, ms UTC; a time without a zone is UTC. Undefined if it cannot be read. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return plausible(fromEpoch(value));
  if (isObject(value)) return plausible(fromObject(value));
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const text = value.trim().replace(/\s+/g, ' ');
  if (/^\d{9,20}(?:\.\d+)?$/.test(text)) return plausible(fromEpoch(Number(text)));
  return plausible(fromIso(text) ?? fromNames(text));
}

/** When upstream created a job, ms UTC; undefined if it gives no time that can be read. */
export function findCreatedAt(job: Record<string, unknown>): number | undefined {
  for (const name of FIELDS) {
    const at = Object.hasOwn(job, name) ? readTime(job[name]) : undefined;
    if (at !== undefined) return at;
  }
  return undefined;
}
