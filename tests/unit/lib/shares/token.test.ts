import { describe, expect, it } from 'vitest';
import { hashToken, isToken, newToken, sealToken, unsealToken } from '@/lib/shares/token';

const SECRET = 's'.repeat(32);

describe('share tokens', () => {
  it('are 43 characters long and unique', () => {
    const tokens = new Set(Array.from({ length: 10_000 }, newToken));
    expect(tokens.size).toBe(10_000);
    for (const token of tokens) expect(isToken(token)).toBe(true);
  });

  it('unseal with the secret, but not with another one or after a change', () => {
    const token = newToken();
    const sealed = sealToken(token, SECRET);
    expect(unsealToken(sealed, [SECRET])).toBe(token);
    expect(unsealToken(sealed, ['t'.repeat(32)])).toBeNull();
    expect(unsealToken(`${sealed.slice(0, -4)}AAAA`, [SECRET])).toBeNull();
    expect(sealed).not.toContain(token);
    expect(hashToken(token)).not.toContain(token);
  });

  it.each(['', 'x', `${'a'.repeat(42)}/`, 'a'.repeat(44), "' OR 1=1 --"])(
    'do not include %j',
    (text) => {
      expect(isToken(text)).toBe(false);
    },
  );
});
