import { isIdHeading } from './labels';

const DELIMITERS = ['\t', '|', ';', ','];

/** Cells of one line. Understands quotes around a cell, but not a line break inside them. */
function splitCells(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

/**
 * The cells of the column of ids in text copied from a spreadsheet, a CSV file or a Markdown table: the first
 * line names the columns.
 * @returns undefined if the text is no such table
 */
export function idColumn(text: string): string[] | undefined {
  const [heading = '', ...rows] = text.split('\n').filter((line) => line.trim() !== '');
  if (rows.length === 0) return undefined;
  const delimiter = DELIMITERS.find((character) => heading.includes(character));
  const headings = delimiter === undefined ? [heading] : splitCells(heading, delimiter);
  const column = headings.findIndex(isIdHeading);
  if (column < 0) return undefined;
  const cellsOf = (row: string) => (delimiter === undefined ? [row] : splitCells(row, delimiter));
  // "ID, please:" above a list is no heading.
  if (cellsOf(rows[0] ?? '').length !== headings.length) return undefined;
  return rows.map((row) => cellsOf(row)[column] ?? '').filter((cell) => /[\p{L}\p{N}]/u.test(cell));
}
