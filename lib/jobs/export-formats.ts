import type { ExportedJob } from './export';

/** Value of a cell. */
type Cell = string | number | boolean | null;

/** Spreadsheets run text that starts like this as a formula (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

function encode(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  // The apostrophe marks it as text.
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record of a CSV file (RFC 4180), with its CRLF. Text that looks like a formula gets a leading `'`. */
export function csvRecord(cells: Cell[]): string {
  return `${cells.map(encode).join(',')}\r\n`;
}

/** A file format for exported jobs. */
export type Format = {
  contentType: string;
  /** Whether the file includes upstream's JSON. */
  withBody: boolean;
  /** Written before the first job. */
  head: string;
  line: (job: ExportedJob, origin: string) => string;
};

type Value = string | null;
const iso = (ms: number | null): Value => (ms === null ? null : new Date(ms).toISOString());

const COLUMNS: [name: string, read: (job: ExportedJob, origin: string) => Value][] = [
  ['id', (job) => job.id],
  ['label', (job) => job.label],
  ['state', (job) => job.state],
  ['status', (job) => job.status],
  ['mode', (job) => job.mode],
  ['output', (job) => job.output],
  ['failure', (job) => job.failure],
  ['createdAt', (job) => iso(job.createdAt)],
  ['settledAt', (job) => iso(job.settledAt)],
  ['checkedAt', (job) => iso(job.checkedAt)],
  ['addedAt', (job) => iso(job.addedAt)],
  ['archivedAt', (job) => iso(job.archivedAt)],
  ['url', (job, origin) => `${origin}/jobs/${job.id}`],
];

/** Without it Excel on Windows does not read the file as UTF-8 and garbles accented letters. */
const BYTE_ORDER_MARK = '\uFEFF';

const csv: Format = {
  contentType: 'text/csv; charset=utf-8',
  withBody: false,
  head: BYTE_ORDER_MARK + csvRecord(COLUMNS.map(([name]) => name)),
  line: (job, origin) => csvRecord(COLUMNS.map(([, read]) => read(job, origin))),
};

/** Upstream's JSON on one line. Not parsed and written again: that would round long numbers. */
function onOneLine(body: string): string {
  try {
    JSON.parse(body);
  } catch {
    return JSON.stringify(body);
  }
  // Valid JSON has line breaks only between values: inside strings they are escaped.
  return body.replace(/[\r\n]+/g, ' ');
}

const jsonl: Format = {
  contentType: 'application/x-ndjson; charset=utf-8',
  withBody: true,
  head: '',
  line: (job, origin) => {
    const fields = COLUMNS.map(
      ([name, read]) => `${JSON.stringify(name)}:${JSON.stringify(read(job, origin))}`,
    );
    const body = job.body === null ? 'null' : onOneLine(job.body);
    return `{${fields.join(',')},"body":${body}}\n`;
  },
};

export const FORMATS = { csv, jsonl };
