import { describe, expect, it } from 'vitest';
import { tabTitle } from '@/components/jobs/browser-tab';
import { isolatedName, pictureAlt } from '@/components/jobs/job-name';
import { signUpSchema } from '@/lib/auth/schemas';
import { plainText } from '@/lib/plain-text';
import { newTokenSchema } from '@/lib/tokens';
import { isBlank, isolate, visibleOrNull, withoutControls } from '@/lib/visible-text';

/** Every code point that Unicode lets a font leave out. */
const IGNORABLE = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => /\p{Default_Ignorable_Code_Point}|\p{White_Space}/u.test(character));
const BLANK = [
  '\u2800',
  '\u3164',
  '\uFFA0',
  '\u115F',
  '\u1160',
  '\u034F',
  '\u180E',
  '\uFE0F',
  '\u{E0020}',
  '\u{1D159}',
  '\u00A0',
  '\u3000',
  '\u2060',
  '\u00AD',
  '\u061C',
];
const VISIBLE = ['a', '.', '👩‍🎨', '❤️', 'שלום', 'ـ', '㍿', '-', '\u200Ba', '⠁', '0'];

describe('a text without a visible character', () => {
  it('is blank, whatever it consists of', () => {
    expect(IGNORABLE.length).toBeGreaterThan(4_000);
    for (const character of [...IGNORABLE, ...BLANK]) {
      expect([character.codePointAt(0), isBlank(character)]).toEqual([
        character.codePointAt(0),
        true,
      ]);
    }
    expect(isBlank([...BLANK, ...BLANK].join(' '))).toBe(true);
    expect(isBlank('')).toBe(true);
  });

  it('is not confused with a visible one', () => {
    for (const text of VISIBLE) expect([text, isBlank(text)]).toEqual([text, false]);
  });

  it('is no label and no name', () => {
    for (const text of BLANK) {
      expect(visibleOrNull(` ${text}${text} `)).toBeNull();
      expect(newTokenSchema.safeParse({ name: text }).success).toBe(false);
    }
    expect(visibleOrNull('  Kitchen ')).toBe('Kitchen');
    expect(visibleOrNull(null)).toBeNull();
    expect(newTokenSchema.safeParse({ name: '❤️' }).success).toBe(true);
    expect(signUpSchema.shape.name.safeParse('Ada').success).toBe(true);
  });
});

describe('a label that is written from right to left', () => {
  const job = { id: 'abc', label: 'מטבח (2)', mode: 'furnish', state: 'succeeded' } as const;

  it('is isolated in titles, sentences and alternative texts', () => {
    expect(isolate(job.label)).toBe('\u2068מטבח (2)\u2069');
    expect(isolatedName(job)).toBe(isolate(job.label));
    expect(tabTitle(job, 'Succeeded')).toBe('✓ Succeeded – \u2068מטבח (2)\u2069');
    const t = ((key: string) => key) as unknown as Parameters<typeof pictureAlt>[1];
    expect(pictureAlt(job, t)).toBe('\u2068מטבח (2)\u2069, resultOf');
  });

  it('is left alone where nothing can be reordered', () => {
    expect(isolatedName({ id: 'abc', label: 'Küche, Nord' })).toBe('Küche, Nord');
    expect(isolatedName({ id: 'abc', label: null })).toBe('abc');
  });
});

describe('withoutControls', () => {
  it('removes what the API rejects, and nothing else', () => {
    expect(withoutControls('\u202AKitchen\u202C,\tnorth\r\n\u2068wing\u2069')).toBe(
      'Kitchen, north wing',
    );
    for (const text of ['Küche 👩‍🎨 ❤️', 'שלום', 'a\u200Db', ''])
      expect(withoutControls(text)).toBe(text);
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join('');
    expect(plainText.safeParse(withoutControls(all)).success).toBe(true);
  });
});
