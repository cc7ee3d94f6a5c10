import { create } from 'content-disposition';
import type { PictureFacts } from '@/lib/jobs';
import { visibleOrNull } from '@/lib/visible-text';

/** Bytes of a name in UTF-8, without its extension: file systems take 255, and browsers append " (1)". */
const MAX_BYTES = 180;

/** Marks that reorder a text or leave no mark, and halves of characters; not the joiners of scripts and emoji. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cf}\p{Cs}]/gu;
/** Controls, spaces of all kinds and ends of lines. */
const BLANKS = /[\p{Cc}\p{Z}]+/gu;
/** Characters that some file system forbids. */
const FORBIDDEN = /[<>:"/\\|?*]+/g;

function shortened(text: string): string {
  if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  let short = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > MAX_BYTES) break;
    short += segment;
  }
  return short;
}

const isEdge = (character: string | undefined) => character === '.' || character === ' ';

/** A text without dots and spaces around it: a dot at the start hides a file; Windows drops both at the end. */
function withoutDots(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isEdge(text[from])) from += 1;
  while (to > from && isEdge(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/** A text as a part of a file's name; null if nothing of it remains. */
export function namePart(text: string | null): string | null {
  if (text === null) return null;
  const clean = text.replace(UNSEEN, '').replace(BLANKS, ' ').replace(FORBIDDEN, '-');
  return visibleOrNull(shortened(withoutDots(clean)));
}

/** "Living room, north - furnish.jpg"; without a label "furnish - 2026-01-31.jpg". */
function fileName({ label, mode, createdAt, kind }: PictureFacts, extension: string): string {
  const what = namePart(kind === 'input' ? 'input' : mode);
  const day = new Date(createdAt).toISOString().slice(0, 10);
  const own = namePart(label);
  const parts = own === null ? [what ?? 'picture', day] : [own, what];
  const name = parts.filter((part) => part !== null).join(' - ');
  return `${shortened(name)}.${extension}`;
}

/** A title as the name of a file. */
export const fileNameOf = (title: string, extension: string): string =>
  `${namePart(title) ?? 'pictures'}.${extension}`;

/** For programs that know only ASCII: without accents, and `_` for what remains. */
function asciiOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]+/g, '_')
    .replaceAll('%', '_');
}

/** The `Content-Disposition` of a file that is to be saved (RFC 6266). */
export const attachment = (name: string): string =>
  create(name, { type: 'attachment', fallback: asciiOf(name) });

/** The `Content-Disposition` of a picture: its name, and whether it is to be saved. */
export function disposition(facts: PictureFacts, extension: string, download: boolean): string {
  const name = fileName(facts, extension);
  return download ? attachment(name) : create(name, { type: 'inline', fallback: asciiOf(name) });
}
