import { describe, expect, it } from 'vitest';
import { calmLine, calmText } from '@/lib/shares/text';

const marks = (text: string) => text.match(/\p{M}/gu)?.length;

describe('a text that others read', () => {
  it.each([
    // A number from the contacts of a phone.
    ['\u202a+33 6 12\u202c', '+33 6 12'],
    ['a\u2066b\u2069\u202ec', 'abc'],
    ['one\r\ntwo\u0000\u0007three\u2028four', 'one\ntwo three\nfour'],
    ['one\n\n\n\n\ntwo', 'one\n\ntwo'],
    // Hebrew, Vietnamese (composed) and a family stay what they are.
    ['שָׁלוֹם \u200f', 'שָׁלוֹם \u200f'.normalize('NFC')],
    ['Vie\u0302\u0323t', 'Việt'],
    ['👨‍👩‍👧 ❤️', '👨‍👩‍👧 ❤️'],
  ])('is %j without what nobody sees', (given, shown) => {
    expect(calmText.parse(given)).toBe(shown);
  });

  it('has no towers of marks, whatever is between the marks', () => {
    for (const between of ['', '\u200d', '\u034f', '\ufe0f', '\u202a', '\u00ad\u2060']) {
      const tower = `x${`\u0301${between}`.repeat(3_000)}y`;
      const calm = calmText.parse(tower);
      expect(marks(calm), between).toBeLessThanOrEqual(6);
      expect([calm.at(0), calm.at(-1)]).toEqual(['x', 'y']);
    }
  });

  it('is one line where it is a title', () => {
    expect(calmLine.parse('  Flat\r\n\u0000 3 ')).toBe('Flat 3');
  });
});
