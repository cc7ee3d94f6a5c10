import { describe, expect, it } from 'vitest';
import { cleanSharePath, tokenOfLink } from '@/lib/glued-link';
import { isToken, newToken } from '@/lib/shares/token';

const TOKENS = [
  ...Array.from({ length: 20 }, newToken),
  `${'a'.repeat(42)}_`,
  `_${'b'.repeat(41)}-`,
];
const GLUE = [
  '.',
  ')',
  ',',
  '_',
  '*',
  '>',
  '\u200B',
  '**',
  '_.',
  ').',
  '__',
  '>,',
  '|open>',
  '"',
  '”',
  '。',
  ';',
  '!',
  ']',
  '-',
  '…',
  '\u2060',
  ' and more',
  '</a>',
  '\n',
];

describe('the token of a link', () => {
  it.each(GLUE)('is found with %j glued to it, encoded or not', (glue) => {
    for (const token of TOKENS) {
      for (const segment of [
        `${token}${glue}`,
        encodeURIComponent(`${token}${glue}`),
        encodeURIComponent(encodeURIComponent(`${token}${glue}`)),
      ]) {
        expect(tokenOfLink(segment)).toBe(token);
      }
    }
  });

  it('is found with quotes, brackets or an invisible character in front', () => {
    for (const token of TOKENS) {
      for (const front of ['\u200B', '<', '"', '('])
        expect(tokenOfLink(`${front}${token}`)).toBe(token);
    }
  });

  it('keeps a clean token as it is', () => {
    for (const token of TOKENS) expect(tokenOfLink(token)).toBe(token);
  });

  it.each([
    '',
    'x',
    'a'.repeat(42),
    'a'.repeat(44),
    `${'a'.repeat(43)}_b`,
    `${'a'.repeat(42)}.`,
    '%',
    `%E0%A4%A${'a'.repeat(40)}`,
  ])('is not found in %j', (segment) => {
    const token = tokenOfLink(segment);
    expect(token === null || (isToken(token) && segment.includes(token))).toBe(true);
    if (!segment.startsWith('%')) expect(token).toBeNull();
  });
});

describe('the path of a link', () => {
  const files = ['/picture', '/zip', '/preview.png', '/logo', '/embed'];

  it.each(GLUE)('loses %j behind the token and behind the name of a file', (glue) => {
    for (const token of TOKENS.slice(18)) {
      const glued = encodeURIComponent(glue);
      expect(cleanSharePath(`/s/${token}${glued}`)).toBe(`/s/${token}`);
      for (const file of files) {
        expect(cleanSharePath(`/s/${token}${file}${glued}`)).toBe(`/s/${token}${file}`);
        expect(cleanSharePath(`/s/${token}${glued}${file}`)).toBe(`/s/${token}${file}`);
      }
    }
  });

  it('loses a slash at its end, and is left alone otherwise', () => {
    const [token = ''] = TOKENS;
    for (const file of ['', ...files, '/unlock', '/unlock.', '/zips', '/zip2.']) {
      expect(cleanSharePath(`/s/${token}${file}`)).toBeNull();
      expect(cleanSharePath(`/s/${token}${file}/`)).toBe(`/s/${token}${file}`);
    }
    for (const path of ['/s/', '/s/x.', `/s/${token}/a/b.`, `/x/${token}.`, `/${token}.`]) {
      expect(cleanSharePath(path)).toBeNull();
    }
  });
});
