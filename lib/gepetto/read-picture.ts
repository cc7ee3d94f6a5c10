/** Longer addresses are not read, characters. */
const MAX_URL = 8_192;

const DATA_PICTURE = /^data:image\/(?:png|jpe?g|webp|avif|gif)[^,]{0,100};\s*base64\s*,/i;
/** A `data:` URI that does not say what it contains. */
const DATA_UNKNOWN = /^data:(?:application\/octet-stream)?;\s*base64\s*,/i;

/** How the base64 of a picture begins: PNG, JPEG, GIF, WebP, AVIF. */
const BASE64_PICTURE: [start: RegExp, type: string][] = [
  [/^iVBORw0KGgo/, 'image/png'],
  [/^\/9j\//, 'image/jpeg'],
  [/^R0lGOD/, 'image/gif'],
  [/^UklGR/, 'image/webp'],
  [/^AAAA[A-Za-z0-9+/]{2}Z0eXBhdml[mz]/, 'image/avif'],
];
/** Shorter texts are no picture, characters. */
const MIN_BASE64 = 60;

/** What programs put around an address. */
const BRACKETS = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['[', ']'],
  ['(', ')'],
]);
/** `![a room](https://...)` */
const MARKDOWN = /^!?\[[^\]]{0,200}\]\((\S+)\)$/;
/** Where a list of addresses goes on with the next one. */
const NEXT_ADDRESS = /[\s,;|](?=https?:\/\/)/i;

/** A text without what `isOuter` finds at its ends. */
function trimmedOf(text: string, isOuter: RegExp): string {
  let [start, end] = [0, text.length];
  while (start < end && isOuter.test(text.charAt(start))) start += 1;
  while (end > start && isOuter.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function withoutBrackets(text: string): string {
  const inner = trimmedOf(text, /[\s\p{Cf}]/u);
  const isEnclosed = inner.length > 1 && BRACKETS.get(inner.charAt(0)) === inner.at(-1);
  return isEnclosed ? withoutBrackets(inner.slice(1, -1)) : (MARKDOWN.exec(inner)?.[1] ?? inner);
}

function httpUrl(text: string): string | undefined {
  if (text.length > 2 * MAX_URL) return undefined;
  const [first = '', ...rest] = withoutBrackets(text).split(NEXT_ADDRESS);
  if (!/^https?:\/\//i.test(first) || first.length > MAX_URL) return undefined;
  const url = rest.length > 0 ? trimmedOf(first, /[\s,;|]/) : first;
  return URL.canParse(url) ? url : undefined;
}

function base64Picture(text: string): string | undefined {
  if (text.length < MIN_BASE64) return undefined;
  const type = BASE64_PICTURE.find(([start]) => start.test(text))?.[1];
  return type && `data:${type};base64,${text}`;
}

/**
 * An http(s) address or a `data:` URI of a picture, without quotes and brackets around it; of a list of addresses the
 * first. Undefined for anything else, such as `javascript:`.
 */
export function readPicture(text: string): string | undefined {
  const trimmed = text.trim();
  if (DATA_PICTURE.test(trimmed)) return trimmed;
  if (DATA_UNKNOWN.test(trimmed))
    return base64Picture(trimmed.slice(trimmed.indexOf(',') + 1).trim());
  return base64Picture(trimmed) ?? httpUrl(trimmed);
}

/** Paths that do not say so themselves are taken for those of pictures only with one of these endings. */
const PICTURE_NAME = /\.(?:png|jpe?g|webp|avif|gif)(?:[?#].*)?$/i;
const PATH = /^(?:\/|\.\.?\/)[^\s<>"{}|\\^`]+$/;
const PLAIN_PATH = /^[\w%~@+-][^\s<>"{}|\\^`:]*$/;

/** An address that a text gives relative to `base`; undefined for anything else. */
export function readRelative(text: string, base: string): string | undefined {
  if (text.length > MAX_URL) return undefined;
  const path = withoutBrackets(text.trim());
  const isPath = PATH.test(path) || (PLAIN_PATH.test(path) && PICTURE_NAME.test(path));
  return isPath && URL.canParse(path, base) ? new URL(path, base).href : undefined;
}
