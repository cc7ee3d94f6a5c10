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
/** What begins a formula, and what ends a cell in some countries: quotes do not help there. */
const FORMULA_START = /[=+\-@＝＋－＠]/u;
const CELL_END = /[;\t\r\n]/;

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*';
/** Texts that Excel turns into numbers, dates, times, fractions or truth values. Space in them is collapsed. */
const CONVERTED = [
  // 007, 1.5, 1,000, 1e5, 12 %, $5, (5), 12345678901234567890
  /^[(]? ?[$€£¥]? ?[.,]?\d[\d.,' ]*(?:e[+-]?\d+)? ?[%$€£¥)]?$/i,
  // 1-2, 1/2, 3.4.2026, 2026-01-02 10:00
  /^\d{1,4} ?[-/.] ?\d{1,2}(?: ?[-/.] ?\d{1,4})?(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?$/,
  // 12:30, 1 1/2
  /^\d+:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)? ?(?:[ap]m?)?$/i,
  /^\d+ \d+\/\d+$/,
  // 1-Jan, 1jan26, Mar1, SEPT-2
  new RegExp(`^\\d{1,4}[-/. ]*${MONTH}[-/., ]*\\d{0,4}$`, 'i'),
  new RegExp(`^${MONTH}[-/., ]*\\d{1,4}(?:[-/., ]+\\d{1,4})?$`, 'i'),
  /^(?:true|false)$/i,
];

/** Puts an apostrophe after every end of a cell that a formula follows. From the end, so that it takes linear time. */
function guardInner(text: string): string {
  if (!CELL_END.test(text)) return text;
  const reversed: string[] = [];
  let formulaFollows = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text.charAt(at);
    // At the start `guard` has put one already; that is no help where a semicolon ends a cell.
    const ends = at > 0 ? CELL_END.test(character) : character === ';';
    if (formulaFollows && ends) reversed.push("'");
    reversed.push(character);
    if (FORMULA_START.test(character)) formulaFollows = true;
    else if (!/\s/.test(character)) formulaFollows = false;
  }
  return reversed.reverse().join('');
}

/** The apostrophe marks a text as one. */
function guard(text: string): string {
  const collapsed = text.trim().replace(/\s+/g, ' ');
  const guarded = FORMULA.test(text) || CONVERTED.some((pattern) => pattern.test(collapsed));
  return (guarded ? "'" : '') + guardInner(text);
}

/** The same for Excel: text that it would run as a formula or turn into something else gets a leading `'`. */
export function excelRecord(cells: Cell[]): string {
  return csvRecord(cells.map((cell) => cell && guard(cell)));
}
