import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJobId } from '@/lib/gepetto';
import { findJobIds } from '@/lib/jobs/find-ids';

describe('any text', () => {
  it('gives valid ids only, each once', () => {
    const glue = fc.constantFrom(
      '"',
      ':',
      '/job/',
      ' ',
      '\n',
      ',',
      '{',
      '}',
      'id',
      '%2F',
      '_',
      '\\',
      '\t',
      '|',
    );
    const text = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.json(),
      fc.array(fc.oneof(glue, fc.string()), { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (pasted) => {
        const ids = findJobIds(pasted);
        expect(ids.every(isJobId)).toBe(true);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('keeps every id of a list, whatever separates them', () => {
    const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{9}[0-9]{2}$/);
    const separator = fc.constantFrom(
      '\n',
      '\r\n',
      ',',
      ', ',
      ';',
      '\t',
      ' | ',
      '","',
      '\n- ',
      '),(',
    );
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 2, maxLength: 20 }), separator, (ids, by) => {
        expect(findJobIds(ids.join(by))).toEqual(ids);
      }),
    );
  });

  // CPU time, not the clock: other tests run beside this one. A square would take minutes.
  it('takes time in proportion to its length', () => {
    const n = 128_000;
    const hostile = [
      ' ',
      '\t',
      '\n',
      '"',
      '\\',
      '%',
      '%25',
      '&quot;',
      '_',
      '-',
      '/job/',
      '://',
      'id:',
      'id: ',
      'a ',
      'a:',
      'a,',
      '{',
      '[',
      '{"id":',
      '["a",',
      'a.',
      '\u200B',
      'é',
      '%2',
      '\\u00',
      '"""',
      '| ',
      'job id ',
      '1. ',
      ' -',
      '_a',
      'aB',
      '\\n',
      'http://a/',
      '=',
      ' ="',
      'a b c d e ',
      'ID\n',
    ];
    const work = (size: number) => {
      const before = process.cpuUsage();
      for (const part of hostile) {
        const text = part.repeat(size / part.length);
        for (const whole of [
          text,
          `${text}x`,
          `id${text}`,
          `a1b2c3d4 ${text}:`,
          `"${text}`,
          `{"a":${text}`,
        ])
          findJobIds(whole);
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    work(n / 100);
    const small = work(n / 16);
    expect(work(n / 4)).toBeLessThan(Math.max(small, 100) * 12);
  }, 60_000);
});
