import { BYTE_ORDER_MARK, excelRecord } from '@/lib/csv';
import type { SecurityLine } from './schemas';

type Value = string | null;

const COLUMNS: [name: string, read: (line: SecurityLine) => Value][] = [
  ['at', ({ at }) => new Date(at).toISOString()],
  ['event', ({ event }) => event],
  ['times', ({ times }) => String(times)],
  ['user', ({ about }) => about?.id ?? null],
  ['userEmail', ({ about }) => about?.email ?? null],
  ['by', ({ by }) => by?.id ?? null],
  ['byEmail', ({ by }) => by?.email ?? null],
  ['account', ({ account }) => account],
  ['from', ({ from }) => from],
  ['details', ({ details }) => (Object.keys(details).length > 0 ? JSON.stringify(details) : null)],
];

/** The files to which the security log is exported. People open the CSV in a spreadsheet, so no cell is a formula. */
export const LOG_FORMATS = {
  csv: {
    contentType: 'text/csv; charset=utf-8',
    head: BYTE_ORDER_MARK + excelRecord(COLUMNS.map(([name]) => name)),
    line: (line: SecurityLine) => excelRecord(COLUMNS.map(([, read]) => read(line))),
  },
  jsonl: {
    contentType: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: ({ at, ...line }: SecurityLine) =>
      `${JSON.stringify({ at: new Date(at).toISOString(), ...line })}\n`,
  },
};
