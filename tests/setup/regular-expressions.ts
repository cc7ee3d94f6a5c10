import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';

export type Found = { at: string; source: string; flags: string };

/** The regular expression literals of a file. */
export function regularExpressionsIn(file: string): Found[] {
  const code = readFileSync(file, 'utf8');
  const found: Found[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if (!('regex' in node) || !node.regex) return;
      const line = code.slice(0, node.start).split('\n').length;
      found.push({ at: `${file}:${line}`, source: node.regex.pattern, flags: node.regex.flags });
    },
  });
  visitor.visit(parseSync(file, code).program);
  return found;
}
