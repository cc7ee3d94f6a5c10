/** A run of letters, digits, `-` and `_`, and what stands around it. */
export type Word = {
  text: string;
  /** The text between the word before and this one. */
  gap: string;
  /** The text between this word and the next. */
  gapAfter: string;
  /** Whether it is part of an address with `://`. */
  inUrl: boolean;
  /** Whether it is glued to something that makes it part of an address, a path, a file name or a mail address. */
  glued: boolean;
};

const WORD = /[\p{L}\p{M}\p{N}_-]+/gu;
/** A comma inside an address belongs to it. */
const URL_END = /[\s"'`<>|(){}[\];]|,(?=\s|$|https?:)/g;
/** Name endings under which a job's picture or response is saved. */
const FILE_ENDING = /^(?:png|jpe?g|webp|avif|json|txt)$/i;

/** Marks the addresses of a text. Looks for `://` first: an expression for the scheme is not linear. */
function urlRanges(text: string): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (let at = text.indexOf('://'); at >= 0; ) {
    URL_END.lastIndex = at;
    const end = URL_END.exec(text)?.index ?? text.length;
    ranges.push([at, end]);
    at = text.indexOf('://', end);
  }
  return ranges;
}

function isGlued(gap: string, gapAfter: string, next: string | undefined): boolean {
  if (/[/\\@+%$]$|[^\s]\.$|^\.$|…$/.test(gap.slice(-2))) return true;
  if (/^[/\\@+%…]/.test(gapAfter)) return true;
  return gapAfter === '.' && next !== undefined && !FILE_ENDING.test(next);
}

export function splitWords(text: string): Word[] {
  const matches = [...text.matchAll(WORD)];
  const ranges = urlRanges(text);
  let range = 0;
  return matches.map((match, i) => {
    const [word] = match;
    const before = matches[i - 1];
    const after = matches[i + 1];
    const gap = text.slice(before ? before.index + before[0].length : 0, match.index);
    const gapAfter = text.slice(match.index + word.length, after?.index ?? text.length);
    while ((ranges[range]?.[1] ?? Number.POSITIVE_INFINITY) <= match.index) range++;
    const inUrl = (ranges[range]?.[0] ?? Number.POSITIVE_INFINITY) < match.index;
    return { text: word, gap, gapAfter, inUrl, glued: isGlued(gap, gapAfter, after?.[0]) };
  });
}
