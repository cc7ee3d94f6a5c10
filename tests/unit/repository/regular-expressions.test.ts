import { globSync } from 'node:fs';
import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { SECRET_PATTERNS } from '@/lib/redact';
import { type Found, regularExpressionsIn } from '../../setup/regular-expressions';

const files = globSync(['{app,components,lib,sandbox,scripts}/**/*.{ts,tsx,mjs}', '*.{ts,mjs}']);
const all: Found[] = [
  ...files.flatMap(regularExpressionsIn),
  ...SECRET_PATTERNS.map(({ pattern: { source, flags } }) => ({
    at: 'lib/redact.ts',
    source,
    flags,
  })),
];

/** Reads the output of our own build, which nobody else writes. */
const EXCEPT = ['scripts/test.mjs'];

/** Why an expression takes more than linear time, if it does. */
function faultsOf({ at, source, flags }: Found): string[] {
  return analyse({ source, flags }).reports.map(
    ({ type, character }) =>
      `${at} /${source}/ takes super-linear time (${type}) for "${character.pick}"`,
  );
}

describe('every regular expression', () => {
  it('takes linear time, as far as it can be computed', () => {
    expect(all.length).toBeGreaterThan(100);
    const faults = all
      .filter(({ at }) => !EXCEPT.includes(at.split(':')[0] ?? ''))
      .flatMap(faultsOf);
    expect(faults).toEqual([]);
  });
});

/**
 * Lengths to try, characters. Growing, so that the first one that takes too long ends the trial: in small steps while
 * exponential time would still end, then doubled.
 */
const LENGTHS = [16, 20, 24, 28, 32, 36, 40, 100, 500, 2_000, 10_000, 50_000];
/** Quadratic time for the longest is more than a second; linear time is a millisecond. */
const MAX_CPU_MS = 400;

const CHARACTERS = [...'aA0 \t\n,./-_=+"\'`%&?;:@*<>()[]{}\\|~#\u00e9\u0301\u200b'];

/** What an expression is tried with: each character, and its own words with each character before and after. */
function piecesOf(source: string): string[] {
  const words = [...new Set(source.match(/[\w%@/:.-]{2,}/g) ?? [])].slice(0, 8);
  const around = words.flatMap((word) => [
    word,
    ...['-', '.', ' ', '/', '"'].flatMap((c) => [c + word, word + c]),
  ]);
  return [...CHARACTERS, 'a.', '%.', 'a ', '\\"', '":"', ...around];
}

/** The first text for which an expression takes too long. */
function costlyText({ source, flags }: Found): string | undefined {
  const pattern = new RegExp(source, `g${flags.replace(/[gy]/g, '')}`);
  const costs = (text: string) => {
    const before = process.cpuUsage();
    text.replace(pattern, '');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  for (const piece of piecesOf(source)) {
    for (const length of LENGTHS) {
      const text = piece.repeat(Math.ceil(length / piece.length));
      for (const attack of [`${text}\u0000`, `\u0000${text}\u0000`, `"${text}`]) {
        if (costs(attack) >= MAX_CPU_MS) return `${JSON.stringify(piece)}, ${length} characters`;
      }
    }
  }
  return undefined;
}

describe('the same expressions', () => {
  it.each(all.filter(({ at }) => !EXCEPT.includes(at.split(':')[0] ?? '')))(
    'tried with 50 KB of anything: $at /$source/',
    (found) => expect(costlyText(found)).toBeUndefined(),
  );
});
