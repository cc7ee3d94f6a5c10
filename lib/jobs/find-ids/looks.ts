import { isJobId } from '@/lib/gepetto';

/** How much a word looks like an id: like a word of a language, perhaps like an id, or surely. */
export const LOOKS = { word: 0, likely: 1, sure: 2 } as const;
export type Look = (typeof LOOKS)[keyof typeof LOOKS];

const DATE = /^\d{1,4}-\d{1,2}-\d{1,4}(?:T\d*)?$/;
const CASE_CHANGE = /[a-z][A-Z]/g;
/** Words of programs, which are never ids, and an access token of ours, which must not leave this server. */
const NEVER = /^(?:null|undefined|nan|true|false|bottega_pat_.*)$/i;
/** What documentation writes where an id belongs. */
const PLACEHOLDER = /^(?:<?(?:your|my|the)?[-_]?(?:job)?[-_]?ids?>?)$/i;

/** Whether a word could be an id at all. */
export function canBeId(word: string): boolean {
  return isJobId(word) && /[A-Za-z0-9]/.test(word) && !NEVER.test(word) && !PLACEHOLDER.test(word);
}

export function lookOf(word: string): Look {
  if (DATE.test(word)) return LOOKS.word;
  const longest = Math.max(...word.split(/[-_]/).map((part) => part.length));
  const digits = /\d/.test(word);
  const letters = /[A-Za-z]/.test(word);
  const changes = word.match(CASE_CHANGE)?.length ?? 0;
  if (longest >= 8 && letters && (digits || changes >= 3)) return LOOKS.sure;
  if (word.length >= 4 && digits && letters) return LOOKS.likely;
  if (word.length >= 6 && /^[\d_-]+$/.test(word)) return LOOKS.likely;
  return changes >= 2 ? LOOKS.likely : LOOKS.word;
}

/** `_abc_` as `abc`: Markdown and chats write italics like that. Other words are returned as they are. */
export function withoutItalics(word: string): string {
  const inner = /^(_{1,3})([^_].*[^_]|[^_])\1$/.exec(word)?.[2];
  return inner ?? word;
}
