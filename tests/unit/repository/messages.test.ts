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

/** Where text comes from: `useTranslations('jobs.card')` and its like. */
const TRANSLATOR =
  /\bconst (\w+) = (?:await )?(?:useTranslations|getTranslations|translator)\((?:[\w.]+, )?'([\w.]+)'\)/g;

/** The keys that a file reads; `prefix.*` for a key that is completed at run time. */
function keysReadIn(source: string): string[] {
  return [...source.matchAll(TRANSLATOR)].flatMap(([, name, area]) => {
    const call = new RegExp(
      `\\b${name}(?:\\.rich|\\.has|\\.markup)?\\(\\s*(['\`])([^'\`]+)\\1`,
      'g',
    );
    return [...source.matchAll(call)].map(([, , key = '']) => {
      const dynamic = key.indexOf('${');
      return `${area}.${dynamic < 0 ? key : `${key.slice(0, dynamic)}*`}`;
    });
  });
}

describe('the keys', () => {
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}');
  const read = sources.flatMap((file) => keysReadIn(readFileSync(file, 'utf8')));
  // The error page imports its catalogue itself.
  const known = [...english.keys()].filter((key) => !key.startsWith('errorPage.'));

  it('are all used', () => {
    const isRead = (key: string) =>
      read.some((one) => (one.endsWith('*') ? key.startsWith(one.slice(0, -1)) : one === key));
    expect(known.filter((key) => !isRead(key))).toEqual([]);
  });

  it('all exist', () => {
    const exists = (one: string) =>
      one.endsWith('*')
        ? known.some((key) => key.startsWith(one.slice(0, -1)))
        : known.includes(one);
    expect(read.filter((one) => !exists(one))).toEqual([]);
  });
});
