/** The part of lib/snippets that the browser may import: a form that changes writes its programs anew. */

export type LanguageId = 'curl' | 'javascript' | 'python' | 'php' | 'go' | 'ruby';

/** A program in one language. */
export type Snippet = {
  id: LanguageId;
  /** Display name. */
  name: string;
  code: string;
  /** `code` as HTML: spans with the classes of highlight.js, everything else escaped. */
  html: string;
};

/** A program with `URL_PLACEHOLDER`, as a literal, and `BODY_PLACEHOLDER` in it. */
export type Template = Snippet;

export const URL_PLACEHOLDER = 'https://any.example/v1/any';
export const BODY_PLACEHOLDER = 'BODY_OF_THE_REQUEST';

/** A JSON object. */
export type Body = Record<string, unknown>;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Escapes HTML with the same entities as highlight.js. */
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** JSON, JavaScript (ECMA-262, since 2019), Python and Go share these escapes. */
const doubleQuoted = (text: string) => JSON.stringify(text);

/** Quotes any text as a literal in which nothing is executed or interpolated. */
export const QUOTE: Record<LanguageId, (text: string) => string> = {
  // Everything between single quotes is literal, except a single quote itself (POSIX, section 2.2.2).
  curl: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  javascript: doubleQuoted,
  python: doubleQuoted,
  php: (text) => `'${text.replace(/[\\']/g, '\\$&')}'`,
  go: doubleQuoted,
  // Ruby also interpolates `#{...}`, `#@name` and `#$name`.
  ruby: (text) => doubleQuoted(text).replaceAll('#', '\\#'),
};

/** How a language writes a value of JSON. */
type Notation = {
  quote: (text: string) => string;
  words: [yes: string, no: string, none: string];
  list: [open: string, close: string];
  object: [open: string, close: string, empty: string];
  /** Between a key and its value. */
  colon: string;
  /** Whether a comma follows the last item. */
  trailing: boolean;
  indent: string;
};

const JSON_WORDS: Notation['words'] = ['true', 'false', 'null'];

const NOTATION: Record<'javascript' | 'python' | 'php' | 'ruby', Notation> = {
  javascript: {
    quote: QUOTE.javascript,
    words: JSON_WORDS,
    list: ['[', ']'],
    object: ['{', '}', '{}'],
    colon: ': ',
    trailing: true,
    indent: '  ',
  },
  python: {
    quote: QUOTE.python,
    words: ['True', 'False', 'None'],
    list: ['[', ']'],
    object: ['{', '}', '{}'],
    colon: ': ',
    trailing: true,
    indent: '    ',
  },
  php: {
    quote: QUOTE.php,
    words: JSON_WORDS,
    list: ['[', ']'],
    // An empty array would be a list.
    object: ['[', ']', '(object) []'],
    colon: ' => ',
    trailing: true,
    indent: '    ',
  },
  ruby: {
    quote: QUOTE.ruby,
    words: ['true', 'false', 'nil'],
    list: ['[', ']'],
    object: ['{', '}', '{}'],
    colon: ' => ',
    trailing: true,
    indent: '  ',
  },
};

/** A piece of code and its class of highlight.js, if it has one. */
type Piece = [text: string, kind?: 'string' | 'number' | 'literal'];

function listed(items: Piece[][], [open, close]: [string, string], of: Notation, depth: number) {
  const pad = of.indent.repeat(depth + 1);
  const inner = items.flatMap((item, index): Piece[] => {
    const comma = of.trailing || index < items.length - 1 ? ',' : '';
    return [[pad], ...item, [`${comma}\n`]];
  });
  return [[`${open}\n`], ...inner, [of.indent.repeat(depth) + close]] satisfies Piece[];
}

/** An object literal of JavaScript would set its prototype by this key. */
const keyOf = (name: string, of: Notation): Piece[] =>
  name === '__proto__' && of === NOTATION.javascript
    ? [['['], [of.quote(name), 'string'], [']']]
    : [[of.quote(name), 'string']];

function pieces(value: unknown, of: Notation, depth = 0): Piece[] {
  if (typeof value === 'string') return [[of.quote(value), 'string']];
  if (typeof value === 'number') return [[JSON.stringify(value), 'number']];
  if (typeof value === 'boolean') return [[value ? of.words[0] : of.words[1], 'literal']];
  if (typeof value !== 'object' || value === null) return [[of.words[2], 'literal']];
  if (Array.isArray(value)) {
    if (value.length === 0) return [[of.list.join('')]];
    const items = value.map((item) => pieces(item, of, depth + 1));
    return listed(items, of.list, of, depth);
  }
  const [open, close, empty] = of.object;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return [[empty]];
  const items = entries.map(([name, item]): Piece[] => [
    ...keyOf(name, of),
    [of.colon],
    ...pieces(item, of, depth + 1),
  ]);
  return listed(items, [open, close], of, depth);
}

/** The body of a request as code. The shell and Go have the JSON in one text. */
function bodyPieces(id: LanguageId, body: Body): Piece[] {
  const json = JSON.stringify(body, null, 2);
  if (id === 'curl') return [[QUOTE.curl(json), 'string']];
  // A raw string has no escapes, and takes no backtick.
  if (id === 'go') return [[json.includes('`') ? QUOTE.go(json) : `\`${json}\``, 'string']];
  return pieces(body, NOTATION[id]);
}

const toHtml = ([text, kind]: Piece) =>
  kind ? `<span class="hljs-${kind}">${escapeHtml(text)}</span>` : escapeHtml(text);

/** The body in the HTML of a program: alone, or in a span of its own. */
const BODY_IN_HTML = new RegExp(`(?:<span[^>]*>)?${BODY_PLACEHOLDER}(?:</span>)?`);

/** A program that sends this body to this address, made from its template. */
export function fillTemplate(template: Template, url: string, body: Body): Snippet {
  const { id } = template;
  const [quoted, placeholder] = [url, URL_PLACEHOLDER].map(QUOTE[id]) as [string, string];
  const written = bodyPieces(id, body);
  return {
    ...template,
    code: template.code
      .replace(placeholder, () => quoted)
      .replace(BODY_PLACEHOLDER, () => written.map(([text]) => text).join('')),
    html: template.html
      .replace(escapeHtml(placeholder), () => escapeHtml(quoted))
      .replace(BODY_IN_HTML, () => written.map(toHtml).join('')),
  };
}
