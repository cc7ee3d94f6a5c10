import { describe, expect, it } from 'vitest';
import { hashToken, isToken, newToken, sealToken, unsealToken } from '@/lib/shares/token';

const SECRET = 's'.repeat(32);

describe('share tokens', () => {
  it('are 43 characters and never the same', () => {
    const tokens = new Set(Array.from({ length: 10_000 }, newToken));
    expect(tokens.size).toBe(10_000);
    for (const token of tokens) expect(isToken(token)).toBe(true);
  });

  it('can be seen again with the secret, and not with another or when touched', () => {
    const token = newToken();
    const sealed = sealToken(token, SECRET);
    expect(unsealToken(sealed, [SECRET])).toBe(token);
    expect(unsealToken(sealed, ['t'.repeat(32)])).toBeNull();
    expect(unsealToken(`${sealed.slice(0, -4)}AAAA`, [SECRET])).toBeNull();
    expect(sealed).not.toContain(token);
    expect(hashToken(token)).not.toContain(token);
  });

  it.each(['', 'x', `${'a'.repeat(42)}/`, 'a'.repeat(44), "' OR 1=1 --"])('refuses %j', (text) => {
    expect(isToken(text)).toBe(false);
  });
});
