/** Text of a cell; null is an empty one. */
export type Cell = string | null;

/** RFC 4180, and the separators that spreadsheets use in other countries. */
const NEEDS_QUOTES = /[",;\t\r\n]/;

function quote(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record of a CSV file (RFC 4180), with its CRLF. Every text is exact. */
export function csvRecord(cells: Cell[]): string {
  return `${cells.map((cell) => quote(cell ?? '')).join(',')}\r\n`;
}

/** Without it Excel on Windows does not read the file as UTF-8 and garbles accented letters. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that a spreadsheet runs as a formula, or whose first character it drops (OWASP, "CSV Injection"). */
const FORMULA = /^(?:[\t\r\n;]|\s*[=+\-@＝＋－＠])/u;
/** A formula after a character that ends a cell in some countries: quotes do not help there. */
const INNER_FORMULA = /(?<=.)([;\t\r\n])(?=\s*[=+\-@＝＋－＠])/gsu;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*';
/** Texts that Excel turns into numbers, dates, times, fractions or truth values. */
const CONVERTED = [
  // 007, 1.5, 1,000, 1e5, 12 %, $5, (5), 12345678901234567890
  /^\s*[(]?\s*[$€£¥]?\s*[.,]?\d[\d.,'\s\u00a0]*(?:e[+-]?\d+)?\s*[%$€£¥)]?\s*$/i,
  // 1-2, 1/2, 3.4.2026, 2026-01-02 10:00
  /^\s*\d{1,4}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{1,4})?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?\s*$/,
  // 12:30, 1 1/2
  /^\s*\d+:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?\s*(?:[ap]m?)?\s*$/i,
  /^\s*\d+\s+\d+\/\d+\s*$/,
  // 1-Jan, 1jan26, Mar1, SEPT-2
  new RegExp(`^\\s*\\d{1,4}[-/.\\s]*${MONTH}[-/.,\\s]*\\d{0,4}\\s*$`, 'i'),
  new RegExp(`^\\s*${MONTH}[-/.,\\s]*\\d{1,4}(?:[-/.,\\s]+\\d{1,4})?\\s*$`, 'i'),
  /^\s*(?:true|false)\s*$/i,
];

/** The apostrophe marks a text as one. */
function guard(text: string): string {
  const guarded = FORMULA.test(text) || CONVERTED.some((pattern) => pattern.test(text));
  return (guarded ? "'" : '') + text.replace(INNER_FORMULA, "$1'");
}

/** The same for Excel: text that it would run as a formula or turn into something else gets a leading `'`. */
export function excelRecord(cells: Cell[]): string {
  return csvRecord(cells.map((cell) => cell && guard(cell)));
}
