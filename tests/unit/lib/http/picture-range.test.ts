import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestedRange } from '@/lib/http/pictures/range';

const ETAG = '"abc-full"';
const BYTES = 1_000;

const rangeOf = (range: string, more: Record<string, string> = {}, method = 'GET') =>
  requestedRange(
    new Request('http://127.0.0.1/', { method, headers: { range, ...more } }),
    ETAG,
    BYTES,
  );

describe('the requested part of a file', () => {
  it('is the whole file without the header, and for HEAD', () => {
    expect(requestedRange(new Request('http://127.0.0.1/'), ETAG, BYTES)).toBeNull();
    expect(rangeOf('bytes=0-1', {}, 'HEAD')).toBeNull();
  });

  it.for([
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=999-', { start: 999, end: 999 }],
    ['bytes=-1', { start: 999, end: 999 }],
    ['bytes=0-18446744073709551616', { start: 0, end: 999 }],
    ['bytes=-18446744073709551616', { start: 0, end: 999 }],
    ['bytes=0-1, 2000-', { start: 0, end: 1 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=18446744073709551616-', 'unsatisfiable'],
    ['bytes=2000-3000, 4000-', 'unsatisfiable'],
    ['bytes=0-1, 1-', null],
    ['bytes=1.5-2', null],
    ['bytes=0x0-1', null],
    ['bytes=', null],
    ['bytes=-', null],
  ] as const)('of %s is %j', ([range, expected]) => {
    expect(rangeOf(range)).toEqual(expected);
  });

  it('is the whole file if the client has another version', () => {
    expect(rangeOf('bytes=0-1', { 'if-range': ETAG })).toEqual({ start: 0, end: 1 });
    for (const other of ['"abc-320"', `W/${ETAG}`, 'Thu, 26 Nov 2026 09:00:00 GMT', '*', '']) {
      expect([other, rangeOf('bytes=0-1', { 'if-range': other })]).toEqual([other, null]);
    }
  });

  it('is never outside of the file', () => {
    const unit = fc.constantFrom('0', '5', '999', '1000', '-', ',', ' ', '=', 'bytes=', 'x', '9e9');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
        const range = rangeOf(`bytes=${parts.join('')}`);
        if (range === null || range === 'unsatisfiable') return;
        const { start, end } = range;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThan(BYTES);
        expect(Number.isInteger(start) && Number.isInteger(end)).toBe(true);
      }),
    );
  });
});
