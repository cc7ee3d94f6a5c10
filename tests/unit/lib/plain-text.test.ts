import { describe, expect, it } from 'vitest';
import { plainText } from '@/lib/plain-text';
import { newTokenSchema } from '@/lib/tokens';

const point = (code: number) => String.fromCodePoint(code);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);
const UNSEEN = [
  ...[...range(0x00, 0x1f), ...range(0x7f, 0x9f)],
  ...[...range(0x202a, 0x202e), ...range(0x2066, 0x2069)],
];

describe('plainText', () => {
  it('rejects control characters and direction overrides at any position', () => {
    for (const code of UNSEEN) {
      for (const text of [point(code), `${point(code)}b`, `a${point(code)}b`, `a${point(code)}`]) {
        expect([code, plainText.safeParse(text).success]).toEqual([code, false]);
      }
    }
  });

  it('accepts all scripts', () => {
    for (const text of [
      '',
      'Salón, norte',
      'שלום (2)',
      'غرفة',
      '居間',
      '👩‍🎨 a',
      'a\u00a0b',
      'a\u200fb',
    ]) {
      expect(plainText.safeParse(text).data).toBe(text);
    }
  });

  it('applies to token names', () => {
    expect(newTokenSchema.safeParse({ name: ' CI ' }).data?.name).toBe('CI');
    for (const name of ['a\u0000b', 'a\u202eb', 'a\n']) {
      expect(newTokenSchema.safeParse({ name }).success).toBe(false);
    }
  });
});
