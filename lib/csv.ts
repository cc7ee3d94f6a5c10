/** What may stand in a cell. */
export type Cell = string | number | boolean | null;

/** A spreadsheet takes text that begins so for a formula, and runs it (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

function encode(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  // The apostrophe makes it text again.
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One record of a CSV file (RFC 4180), its CRLF included. Text that would be a formula gets a leading `'`. */
export function csvRecord(cells: Cell[]): string {
  return `${cells.map(encode).join(',')}\r\n`;
}
