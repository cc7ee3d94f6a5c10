/** A programming language with a snippet. */
export type Language = {
  id: 'curl' | 'javascript' | 'python' | 'php' | 'go' | 'ruby';
  /** Display name. */
  name: string;
  /** Its grammar in highlight.js. */
  grammar: string;
  /** Quotes any text as a literal in which nothing is executed or interpolated. */
  quote: (text: string) => string;
  /** The program that requests `url`, which is a quoted literal. */
  write: (url: string) => string;
};

/** A double-quoted literal. JSON, JavaScript (ECMA-262, since 2019), Python and Go share these escapes. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}
