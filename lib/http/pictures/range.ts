import { parse } from 'range-parser';

type Range = { start: number; end: number };

/** Whether the client still has the bytes of which it wants the rest (RFC 9110, section 13.1.5). */
function isSame(ifRange: string | null, etag: string): boolean {
  // Dates never match: there is no Last-Modified. Nor do weak tags.
  return ifRange === null || ifRange.trim() === etag;
}

/**
 * The part of a file that a request wants. Several parts, other units and what cannot be read are ignored, which gives
 * the whole file (RFC 9110, section 14.2).
 * @param etag of the file, strong
 * @param bytes the size of the file
 * @returns null for the whole file
 */
export function requestedRange(
  { method, headers }: Request,
  etag: string,
  bytes: number,
): Range | 'unsatisfiable' | null {
  const header = headers.get('range');
  if (header === null || method !== 'GET' || !isSame(headers.get('if-range'), etag)) return null;
  const { code, type, ranges } = parse(bytes, header);
  if (type !== 'bytes' || (code & 1) !== 0) return null;
  const [only, ...more] = ranges;
  if (!only) return 'unsatisfiable';
  return more.length === 0 ? only : null;
}
