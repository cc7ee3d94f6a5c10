import { describe, expect, it } from 'vitest';
import { parseFilter, unusableFilter } from '@/lib/jobs';

describe('unusableFilter', () => {
  it.each([
    [{ q: 'x'.repeat(201) }, 'search_too_long'],
    [{ q: ['x'.repeat(500), 'y'] }, 'search_too_long'],
    [{ q: 'a\u0000b' }, 'search_unreadable'],
    [{ mode: 'x'.repeat(101) }, 'mode'],
  ])('says why a filter is left out: %j', (params, reason) => {
    expect(unusableFilter(params)).toBe(reason);
    const { q, mode } = parseFilter(params);
    expect([q, mode]).toEqual([undefined, undefined]);
  });

  it.each([
    {},
    { q: '' },
    { q: '   ' },
    { q: ` ${'x'.repeat(200)} ` },
    { q: 'kitchen', mode: 'furnish' },
    { state: 'unknown', after: 'never' },
  ])('is null for what is applied or empty: %j', (params) => {
    expect(unusableFilter(params)).toBeNull();
  });
});
