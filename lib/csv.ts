/** Value of a cell. */
export type Cell = string | number | boolean | null;

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
