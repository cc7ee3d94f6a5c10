/** One language that the drop-in can be called from. */
export type Language = {
  id: 'curl' | 'javascript' | 'python' | 'php' | 'go' | 'ruby';
  /** As a person calls it. */
  name: string;
  /** The name of its grammar in highlight.js. */
  grammar: string;
  /** Any text as a literal of the language: nothing in it is run or filled in. */
  quote: (text: string) => string;
  /** The program that asks `url`, a literal, and prints what comes back. */
  write: (url: string) => string;
};

/**
 * The literal between double quotes that JSON, JavaScript (ECMA-262, since 2019), Python and Go read
 * alike: they share these escapes.
 */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}
