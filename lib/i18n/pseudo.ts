/** icu-minify writes a message as text, or as an array of text, arguments, plurals, selects and tags. */
type Node = string | number | Node[] | { [key: string]: Node };

/** Node types that hold one message per option: select, plural and selectordinal. */
const WITH_OPTIONS = [1, 2, 3];

const ACCENTED: Record<string, string> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'î',
  n: 'ñ',
  o: 'ô',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  C: 'Ç',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ø',
  U: 'Ü',
  Y: 'Ý',
};

/** As long as the longest words of a translation; a longer run could not be broken into lines. */
const LONGEST_WORD = /·{20}(?=·)/g;

/** Accents a text and makes it 40 % longer. */
function accent(text: string): string {
  const accented = text.replace(/[aceinouy]/gi, (letter) => ACCENTED[letter] ?? letter);
  if (!/\p{L}{2}/u.test(text)) return accented;
  return accented + '·'.repeat(Math.ceil(text.length * 0.4)).replace(LONGEST_WORD, '$& ');
}

function translateNode(node: Node): Node {
  if (typeof node === 'string') return accent(node);
  if (!Array.isArray(node)) return node;
  const [name, type, ...rest] = node;
  if (name === undefined || type === undefined) return node;
  if (typeof type === 'number' && type !== 0) {
    return WITH_OPTIONS.includes(type) ? [name, type, ...rest.map(translateOptions)] : node;
  }
  return [name, ...[type, ...rest].map(translateNode)];
}

function translateOptions(options: Node): Node {
  if (typeof options !== 'object' || Array.isArray(options)) return options;
  return mapValues(options, translateMessage);
}

function translateMessage(message: Node): Node {
  if (Array.isArray(message)) return message.map(translateNode);
  if (typeof message === 'object') return mapValues(message, translateMessage);
  return translateNode(message);
}

function mapValues(from: { [key: string]: Node }, map: (node: Node) => Node) {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}

/** The pseudo-language `en-XA`, built from a precompiled English catalogue. */
export function pseudoMessages<Catalogue extends object>(english: Catalogue): Catalogue {
  return translateMessage(english as Node) as Catalogue;
}
