import { parse } from 'content-disposition';
import { describe, expect, it } from 'vitest';
import { disposition } from '@/lib/http/pictures/file-name';

const DAY = Date.UTC(2026, 10, 26, 23, 59);

const header = (label: string | null, mode: string | null = 'furnish') =>
  disposition({ label, mode, createdAt: DAY, kind: 'output' }, 'jpg', true);
const nameOf = (label: string | null, mode?: string | null) =>
  parse(header(label, mode)).parameters.filename ?? '';

describe('the name of a picture', () => {
  it.for([
    ['Living room, north', 'furnish', 'Living room, north - furnish.jpg'],
    [null, 'furnish', 'furnish - 2026-11-26.jpg'],
    [null, null, 'picture - 2026-11-26.jpg'],
    ['Living room', null, 'Living room.jpg'],
    ['  ', 'furnish', 'furnish - 2026-11-26.jpg'],
    ['\u200b\u2060', 'furnish', 'furnish - 2026-11-26.jpg'],
    ['...', 'furnish', 'furnish - 2026-11-26.jpg'],
    ['../../etc/passwd', 'furnish', '-..-etc-passwd - furnish.jpg'],
    ['a/b\\c:d*e?f"g<h>i|j', 'furnish', 'a-b-c-d-e-f-g-h-i-j - furnish.jpg'],
    ['line\r\nSet-Cookie: x', 'furnish', 'line Set-Cookie- x - furnish.jpg'],
    ['evil\u202egpj.exe', 'furnish', 'evilgpj.exe - furnish.jpg'],
    ['\u2066a\u2069\u061c\ufeffb', 'furnish', 'ab - furnish.jpg'],
    ['half \ud83d of one', 'furnish', 'half of one - furnish.jpg'],
    ['nul\u0000 del\u007f c1\u0085', 'furnish', 'nul del c1 - furnish.jpg'],
    ['Küche „Süd“ 100 %', 'virtual/staging', 'Küche „Süd“ 100 % - virtual-staging.jpg'],
    ['客厅 👩‍👩‍👧', 'furnish', '客厅 👩‍👩‍👧 - furnish.jpg'],
    ['%41', 'furnish', '%41 - furnish.jpg'],
  ] as const)('of label %j and mode %j is %s', ([label, mode, name]) => {
    expect(nameOf(label, mode)).toBe(name);
  });

  it('says that it is the input', () => {
    const facts = { label: 'Attic', mode: 'furnish', createdAt: DAY, kind: 'input' } as const;
    expect(disposition(facts, 'png', false)).toBe('inline; filename="Attic - input.png"');
  });

  it('is a header that every server sends, and has a fallback in ASCII', () => {
    for (const label of ['Zoë', '客厅', 'a"b', '\r\n', '\ud800', '👩‍👩‍👧', '%e2%80%ae', "it's"]) {
      const text = header(label);
      expect(text).toMatch(/^[\x20-\x7e]+$/);
      expect(() => new Headers({ 'Content-Disposition': text })).not.toThrow();
      const [, ascii = ''] = /filename=("(?:[^"\\]|\\.)*"|[^;]*)/.exec(text) ?? [];
      // Some browsers decode percent signs in it.
      expect(ascii).not.toContain('%');
    }
    expect(header('Zoë')).toContain('filename="Zoe - furnish.jpg"');
  });

  it.for(['x', 'ü', '客', '👩‍👩‍👧'])('is short enough for a file system: many %s', (character) => {
    const name = nameOf(character.repeat(2_000));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/\.jpg$/);
    expect(name.isWellFormed()).toBe(true);
    expect(name.replace(/ - furnish\.jpg$|\.jpg$/, '').replaceAll(character, '')).toBe('');
  });
});
