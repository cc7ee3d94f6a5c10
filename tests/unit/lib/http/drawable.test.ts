import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isDrawable } from '@/lib/http/shares/drawable';

const FONT = 'node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf';

/** Whether a font has a character: its table `cmap`, format 4 (OpenType, "cmap"). */
function reader(font: Buffer): (code: number) => boolean {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, n) => 12 + 16 * n);
  const record = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? 0;
  const cmap = font.readUInt32BE(record + 8);
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, n) => cmap + font.readUInt32BE(cmap + 8 + 8 * n),
  );
  const table = subtables.find((at) => font.readUInt16BE(at) === 4) ?? 0;
  const twice = font.readUInt16BE(table + 6);
  const [ends, starts] = [table + 14, table + 16 + twice];
  const [deltas, offsets] = [starts + twice, starts + 2 * twice];
  return (code) => {
    for (let at = 0; at < twice; at += 2) {
      if (code > font.readUInt16BE(ends + at)) continue;
      const start = font.readUInt16BE(starts + at);
      if (code < start) return false;
      const offset = font.readUInt16BE(offsets + at);
      const glyph =
        offset === 0 ? code : font.readUInt16BE(offsets + at + offset + 2 * (code - start));
      return glyph !== 0 && ((glyph + font.readUInt16BE(deltas + at)) & 0xffff) !== 0;
    }
    return false;
  };
}

it('only letters that the font has are drawn in a preview', () => {
  const has = reader(readFileSync(FONT));
  const codes = Array.from({ length: 0x10000 }, (_, code) => code);
  const drawn = codes.filter((code) => isDrawable(String.fromCharCode(code)));
  expect(drawn.length).toBeGreaterThan(300);
  expect(drawn.filter((code) => !has(code)).map((code) => code.toString(16))).toEqual([]);
  for (const text of ['Flat 3 – “Élise’s” living room, 24 m²', 'Łódź, Žižkov, Õismäe']) {
    expect(isDrawable(text)).toBe(true);
  }
  for (const text of ['Home 🏠', '東京', 'Дом', 'بيت', 'a\u0301'])
    expect(isDrawable(text)).toBe(false);
});
