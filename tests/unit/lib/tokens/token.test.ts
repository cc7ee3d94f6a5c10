import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hashToken, isToken, newToken, prefixOf, TOKEN_PATTERN } from '@/lib/tokens/format';
import { newTokenSchema } from '@/lib/tokens/schemas';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const START = 'bottega_pat_'.length;
const many = Array.from({ length: 10_000 }, newToken);

/** Pearson's chi-squared statistic of the 62 characters against a uniform distribution. */
function chiSquare(texts: string[]): number {
  const counts = new Map<string, number>();
  for (const text of texts) for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  expect([...counts.keys()].sort().join('')).toBe(BASE62);
  const expected = (texts.length * (texts[0]?.length ?? 0)) / 62;
  return [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

describe('personal tokens', () => {
  it('have one format and are unique', () => {
    expect(new Set(many).size).toBe(10_000);
    for (const token of many) {
      expect(token).toMatch(/^bottega_pat_[0-9A-Za-z]{38}$/);
      expect(isToken(token)).toBe(true);
    }
  });

  it('use every character equally often, overall and at each position', () => {
    const random = many.map((token) => token.slice(START, START + 32));
    // 61 degrees of freedom: 150 is eight standard deviations away. Bytes modulo 62 would give about 2,000.
    expect(chiSquare(random)).toBeLessThan(150);
    for (let place = 0; place < 32; place++) {
      expect(chiSquare(random.map((text) => text.charAt(place)))).toBeLessThan(150);
    }
    // log2(62) bits per character: the 28 hidden ones hold more than 160.
    expect(28 * Math.log2(62)).toBeGreaterThan(160);
  });

  it.each([
    'bottega_pat_0000000000000000000000000000000027rfHM',
    'bottega_pat_0123456789ABCDEFGHIJKLMNOPQRSTUV2VQ5X1',
    'bottega_pat_UVWXYZabcdefghijklmnopqrstuvwxyz0VKPy9',
  ])('have the checksum that another CRC32 implementation computes: %s', (token) => {
    expect(isToken(token)).toBe(true);
  });

  it('fail the checksum after any single typing error', () => {
    for (const token of many.slice(0, 200)) {
      for (let at = START; at < token.length; at++) {
        const other = token.charAt(at) === 'x' ? 'y' : 'x';
        expect(isToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
      }
      expect(isToken(token.slice(0, -1))).toBe(false);
      expect(isToken(`${token}0`)).toBe(false);
      expect(isToken(` ${token}`)).toBe(false);
      expect(isToken(`${token}\n`)).toBe(false);
    }
  });

  it.each(['', 'Bearer', "bottega_pat_' OR 1=1 --", 'bottega_pat_', `ghp_${'a'.repeat(38)}`, '\0'])(
    'are not %j',
    (text) => expect(isToken(text)).toBe(false),
  );

  it('are stored as a hash and a prefix', () => {
    const [token = ''] = many;
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(prefixOf(token)).toBe(token.slice(0, 16));
  });

  it('match the pattern that SECURITY.md documents', () => {
    expect(readFileSync('SECURITY.md', 'utf8')).toContain(TOKEN_PATTERN.source);
  });
});

describe('newTokenSchema', () => {
  const issueCount = (value: unknown) => newTokenSchema.safeParse(value).error?.issues.length ?? 0;

  it('needs only a name: defaults are reading jobs and 90 days', () => {
    expect(newTokenSchema.parse({ name: ' CI ' })).toEqual({
      name: 'CI',
      scopes: ['jobs:read'],
      expiresInDays: 90,
    });
  });

  it('removes duplicate scopes, and accepts tokens that never expire', () => {
    const input = { name: 'x', scopes: ['shares:write', 'jobs:read', 'jobs:read'] };
    expect(newTokenSchema.parse({ ...input, expiresInDays: null })).toEqual({
      name: 'x',
      scopes: ['jobs:read', 'shares:write'],
      expiresInDays: null,
    });
  });

  it.each([
    {},
    { name: '  ' },
    { name: 'x'.repeat(61) },
    { name: 'x', scopes: [] },
    { name: 'x', scopes: ['admin'] },
    { name: 'x', expiresInDays: 0 },
    { name: 'x', expiresInDays: 366 },
    { name: 'x', expiresInDays: 1.5 },
    { name: 'x', userId: 'another' },
  ])('rejects %j', (value) => expect(issueCount(value)).toBeGreaterThan(0));
});
