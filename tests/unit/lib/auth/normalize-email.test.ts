import { describe, expect, it } from 'vitest';
import { normalizeEmail } from '@/lib/email-address';

describe('normalizeEmail', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.Lovelace+Jobs@Example.COM ', 'ada.lovelace+jobs@example.com'],
    ['a@b.co', 'a@b.co'],
    ["o'neil@example.org", "o'neil@example.org"],
  ])('turns %j into %j', (raw, email) => {
    expect(normalizeEmail(raw)).toBe(email);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@@example.com',
    'ada\uff20example.com',
    'ada@example\uff0ecom',
    '\u0430da@example.com',
    // Lower-cased, the Kelvin sign is an ASCII k.
    '\u212aate@example.com',
    'ada@example.com,eve@evil.example',
    'ada@example.com;eve@evil.example',
    'ada@example.com eve@evil.example',
    'ada@example.com\r\nBcc: eve@evil.example',
    'Ada <ada@example.com>',
    '"ada@example.com,eve"@evil.example',
    'ada\u0000@example.com',
    `${'a'.repeat(250)}@example.com`,
    null,
    undefined,
    7,
    ['ada@example.com'],
    { toString: () => 'ada@example.com' },
  ])('rejects %j', (raw) => {
    expect(normalizeEmail(raw)).toBeNull();
  });
});
