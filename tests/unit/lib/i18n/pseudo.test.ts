import compile from 'icu-minify/compile';
import { describe, expect, it } from 'vitest';
import { pseudoMessages } from '@/lib/i18n/pseudo';

const pseudo = (message: string) => {
  const [translated] = Object.values(pseudoMessages({ message: compile(message) }));
  return translated as unknown;
};

describe('pseudoMessages', () => {
  it('accents text and makes it 40 % longer', () => {
    expect(pseudo('Continue')).toBe('Çôñtîñüé····');
  });

  it('pads a long text with words that a line can hold', () => {
    expect(pseudo('one two three '.repeat(6).trim())).toMatch(/[^·]·{20} ·{14}$/);
  });

  it('keeps arguments, options and tags', () => {
    expect(pseudo('By {name}')).toEqual(['Bý ··', ['name']]);
    expect(pseudo('{count, plural, one {# job} other {# jobs}}')).toEqual([
      ['count', 2, { one: [0, ' jôb··'], other: [0, ' jôbs··'] }],
    ]);
    expect(pseudo('Read <link>the docs</link>')).toEqual(['Réád ··', ['link', 'thé dôçs····']]);
  });
});
