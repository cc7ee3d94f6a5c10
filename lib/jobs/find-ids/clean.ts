import { withoutPictures } from '../model';

// Every expression here is linear: a class followed by no overlapping class, and no nested quantifier.

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
/** Hyphens that word processors and chats put in place of `-`, the minus sign among them. */
const HYPHENS = /[\u2010\u2011\u2212\uFE63]/g;
/** The full-width forms of ASCII, which East Asian keyboards type. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const ENTITY = /&(?:quot|apos|lt|gt|nbsp|#39|#34|#x27|#x22);/gi;
/** Not `|`: the filters of mail servers put it into the addresses that they wrap around others, where it would end them. */
const PERCENT = /%(?!7c)([0-7][0-9a-f])/gi;
/** What Proofpoint puts behind an address that it wraps: `__;Iw!!AbC!dEf$`. */
const WRAPPED_END = /__;[\w=+/-]*!![\w!-]*\$?/g;
/** What Markdown and chats escape with a backslash, besides the quotes of JSON. */
const ESCAPED = /\\(["'`/&_*#[\]()~<>.+!-])/g;
/** An address inside an address inside an address is encoded this often. */
const PERCENT_LEVELS = 3;
/** `1.`, `2)`, `-`, `*` at the start of a line. */
const LIST_MARKER = /^[ \t]*(?:\d{1,3}[.)]|[-*+•‣·–—])[ \t]+/gm;

/** A value that should be an id, without what copying adds around it. */
export function cleanValue(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(HYPHENS, '-')
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .trim();
}

function decodePercent(text: string): string {
  let decoded = text;
  for (let level = 0; level < PERCENT_LEVELS && decoded.includes('%'); level++) {
    decoded = decoded.replace(PERCENT, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return decoded;
}

/** Undoes the escapes of JSON in JSON, however deep: `\\\"` is a quote, `\n` a line break. */
function withoutEscapes(text: string): string {
  return text
    .replace(/\\+/g, '\\')
    .replace(/\\u00([2-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\[nrt]/g, '\n')
    .replace(ESCAPED, '$1')
    .replace(/\\(?=[\r\n]|$)/g, '');
}

/** Pasted text as a person sees it: no invisible characters, escapes, entities or markers of lists. */
export function cleanText(pasted: string): string {
  const visible = cleanValue(withoutPictures(pasted))
    .replace(ENTITY, '"')
    .replace(/&amp;/gi, '&')
    .replace(WRAPPED_END, ' ');
  return withoutEscapes(decodePercent(visible))
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(LIST_MARKER, '');
}
