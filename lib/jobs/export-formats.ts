import { BYTE_ORDER_MARK, csvRecord, excelRecord } from '@/lib/csv';
import type { ExportedJob } from './export';

/** A file format for exported jobs. */
export type Format = {
  contentType: string;
  /** Of the file's name. */
  extension: string;
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

const NAMES = COLUMNS.map(([name]) => name);
const cellsOf = (job: ExportedJob, origin: string) => COLUMNS.map(([, read]) => read(job, origin));

/** For programs: every text is exact. */
const csv: Format = {
  contentType: 'text/csv; charset=utf-8',
  extension: 'csv',
  withBody: false,
  head: csvRecord(NAMES),
  line: (job, origin) => csvRecord(cellsOf(job, origin)),
};

const excel: Format = {
  ...csv,
  head: BYTE_ORDER_MARK + excelRecord(NAMES),
  line: (job, origin) => excelRecord(cellsOf(job, origin)),
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
  extension: 'jsonl',
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

export const FORMATS = { csv, excel, jsonl };
