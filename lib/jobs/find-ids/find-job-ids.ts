import { cleanText, cleanValue } from './clean';
import { idsFromJson } from './from-json';
import { idColumn } from './from-table';
import { idsFromText } from './from-text';
import { canBeId, LOOKS, lookOf } from './looks';

/** JSON in a string of JSON is opened this often. */
const MAX_DEPTH = 3;

function parseJson(text: string): unknown {
  if (!/^[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inJson(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return find(value, depth + 1);
  const { ids, texts } = idsFromJson(value);
  // Otherwise an address with `/job/<id>`, or JSON in a text, may name a job.
  return ids.length > 0
    ? ids
    : texts.filter((text) => /^\s*[[{]|\//.test(text)).flatMap((text) => find(text, depth + 1));
}

function inTable(cells: string[]): string[] {
  const ids = cells.flatMap((cell) => {
    const value = cleanValue(cell);
    return canBeId(value) ? [value] : idsFromText(cell).filter((id) => lookOf(id) > LOOKS.word);
  });
  const looksLikeIds = ids.some((id) => lookOf(id) > LOOKS.word);
  // Below the column there may be a greeting.
  return looksLikeIds ? ids.filter((id) => lookOf(id) > LOOKS.word) : ids;
}

function find(pasted: string, depth: number): string[] {
  const trimmed = cleanValue(pasted);
  const json = depth < MAX_DEPTH ? parseJson(trimmed) : undefined;
  if (json !== undefined) return inJson(json, depth);
  const text = cleanText(pasted);
  const cells = idColumn(text);
  const fromTable = cells ? inTable(cells) : [];
  return fromTable.length > 0 ? fromTable : idsFromText(text);
}

/**
 * Finds the job ids in pasted text: ids alone or in a list, in quotes and brackets, after "Job ID:", in
 * addresses, commands, Markdown and chat links, in JSON however nested, in a column of a spreadsheet. Where the
 * text names the id, words that only look like one do not count. Takes time in proportion to the text.
 * @returns valid ids in the order of the text, each once
 */
export function findJobIds(pasted: string): string[] {
  return [...new Set(find(pasted, 0))];
}
