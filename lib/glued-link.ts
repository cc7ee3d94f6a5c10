import { sharePath } from './paths';

/** What can be opened below the address of a link. */
const FILES = ['picture', 'zip', 'preview.png', 'logo', 'embed'];

/** Characters that leave no mark. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;

/** A part of a path as it is read, without invisible characters. A link in a link is encoded twice. */
const readable = (segment: string): string => decode(decode(segment)).replace(UNSEEN, '');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The token in the last part of a copied link, without what was glued to it: `.`, `)`, `_`, a chat's `|text>`, an
 * invisible character. The length tells which `_` belongs to the token.
 * @param segment may be percent-encoded
 * @returns null if it does not begin with a token
 */
export function tokenOfLink(segment: string): string | null {
  return /^[^\w-]*([\w-]{43})[_-]*(?:$|[^\w-])/.exec(readable(segment))?.[1] ?? null;
}

/** `zip` of `zip.` or `zip)`; null if it is the name of no file. */
function fileOf(segment: string): string | null {
  const text = readable(segment);
  const file = FILES.find((name) => text.startsWith(name));
  const isWhole = file !== undefined && /^[_-]*(?:$|[^\w-])/.test(text.slice(file.length));
  return isWhole ? file : null;
}

/**
 * The path of a link, or of a file of it, without what a chat or a mail has glued to its parts.
 * @returns null for one that is clean, or of no link
 */
export function cleanSharePath(path: string): string | null {
  const [, link = '', rest] = /^\/s\/([^/]+)(?:\/([^/]*))?\/?$/.exec(path) ?? [];
  const token = tokenOfLink(link);
  // The forms of the page are sent to other parts, which nobody copies.
  const part = rest && (fileOf(rest) ?? rest);
  if (token === null) return null;
  const clean = part ? `${sharePath(token)}/${part}` : sharePath(token);
  return clean === path ? null : clean;
}
