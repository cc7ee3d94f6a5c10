import { globSync, readFileSync } from 'node:fs';
import compile from 'icu-minify/compile';
import { describe, expect, it } from 'vitest';
import * as en from '@/messages/en';
import * as fr from '@/messages/fr';

type Tree = { [key: string]: string | Tree };

function flatten(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flatten(value as Tree, `${path}${key}.`),
  );
}

const english = new Map(flatten(en));
const french = new Map(flatten(fr));

/** The names of a message's arguments and tags. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown, isOption = false): void => {
    if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
      for (const option of Object.values(node)) visit(option, true);
      return;
    }
    if (!Array.isArray(node)) return;
    const children = isOption ? node : node.slice(1);
    if (!isOption && typeof node[0] === 'string') names.add(node[0]);
    for (const child of children) visit(child, Array.isArray(child) && Array.isArray(child[0]));
  };
  const compiled = compile(message);
  if (Array.isArray(compiled)) for (const node of compiled) visit(node);
  return [...names].sort();
}

describe('the catalogues', () => {
  it('have the same keys in every language', () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('use the same arguments in every language', () => {
    const different = [...english].filter(
      ([key, message]) => argumentsOf(message).join() !== argumentsOf(french.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('hold no empty message', () => {
    expect([...english, ...french].filter(([, message]) => message.trim() === '')).toEqual([]);
  });

  it('follow French typography: curly apostrophes, no-break spaces before : ; ? ! and inside « »', () => {
    const wrong = [...french].filter(
      ([, message]) =>
        /[a-zà-ÿ]'[a-zà-ÿ]/i.test(message) ||
        /[^\u00a0\u202f\d/][:;?!»](\s|$)|«[^\u00a0\u202f]/.test(message),
    );
    expect(wrong).toEqual([]);
  });
});

/** Where a translator is made: `const t = useTranslations('jobs.card')` and its like. */
const TRANSLATOR =
  /\bconst (\w+) = (?:await )?(?:useTranslations|getTranslations|translator)\((?:\w+, )?'([\w.]+)'\)|useTranslations<'([\w.]+)'>/g;

/** The first argument of the call whose arguments begin at `start`. */
function firstArgument(source: string, start: number): string {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at] ?? '';
    if ('([{'.includes(character)) depth++;
    if (depth === 0 && ',)'.includes(character)) return source.slice(start, at);
    if (')]}'.includes(character)) depth--;
  }
  return '';
}

/** The keys that a file reads; those that are completed at run time end in `*`. */
function keysReadIn(source: string): string[] {
  const made = [...source.matchAll(TRANSLATOR)].map((match) => ({
    name: match[1] ?? 't',
    area: match[2] ?? match[3],
    at: match.index,
  }));
  const names = [...new Set(made.map(({ name }) => name))];
  if (names.length === 0) return [];
  const call = new RegExp(`(?<![.\\w])(${names.join('|')})(?:\\.rich|\\.has)?\\(`, 'g');
  return [...source.matchAll(call)].flatMap((match) => {
    const area = made.findLast(({ name, at }) => name === match[1] && at < match.index)?.area;
    const argument = firstArgument(source, match.index + match[0].length);
    const literals = [...argument.matchAll(/'([\w.:-]+)'|`([^`]*)`/g)].map(
      ([, plain, template]) => plain ?? (template ?? '').replace(/\$\{.*/, '*'),
    );
    return (literals.length > 0 ? literals : ['*']).map((key) => `${area}.${key}`);
  });
}

describe('the keys', () => {
  it('are all used', () => {
    const read = globSync('{app,components,lib}/**/*.{ts,tsx}').flatMap((file) =>
      keysReadIn(readFileSync(file, 'utf8')),
    );
    const isRead = (key: string) =>
      read.some((one) => (one.endsWith('*') ? key.startsWith(one.slice(0, -1)) : one === key));
    // The error page imports its catalogue itself.
    const known = [...english.keys()].filter((key) => !key.startsWith('errorPage.'));
    expect(known.filter((key) => !isRead(key))).toEqual([]);
    expect(known.length).toBeGreaterThan(200);
  });
});
