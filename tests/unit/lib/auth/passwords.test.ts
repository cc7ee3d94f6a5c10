import { describe, expect, it } from 'vitest';
import { DUMMY_HASH, hashPassword, verifyPassword } from '@/lib/auth/passwords';
import { passwordSchema } from '@/lib/auth/schemas';

const parametersOf = (hash: string) => hash.split('$').slice(0, 4).join('$');

describe('passwords', () => {
  it('match their own hash only', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    expect(await verifyPassword('correct hors', hash)).toBe(false);
    expect(await hashPassword('correct horse')).not.toBe(hash);
  });

  it('are hashed with the recommended parameters, which the dummy hash shares', async () => {
    const hash = await hashPassword('correct horse');
    expect(parametersOf(hash)).toBe('$argon2id$v=19$m=19456,t=2,p=1');
    expect(parametersOf(DUMMY_HASH)).toBe(parametersOf(hash));
    expect(DUMMY_HASH).toHaveLength(hash.length);
  });

  it('never match without a hash', async () => {
    expect(await verifyPassword('correct horse', null)).toBe(false);
    expect(await verifyPassword('correct horse', undefined)).toBe(false);
  });

  it('are the same password in every Unicode form', () => {
    expect(passwordSchema.parse('cafe\u0301 au lait')).toBe(
      passwordSchema.parse('caf\u00e9 au lait'),
    );
    expect(passwordSchema.parse('\uff41\uff42\uff43defgh')).toBe('abcdefgh');
  });

  it.each([
    ['seven characters', '1234567', false],
    ['eight', '12345678', true],
    ['seven outside the basic plane', '\u{1f511}'.repeat(7), false],
    ['eight outside it', '\u{1f511}'.repeat(8), true],
    ['200', 'x'.repeat(200), true],
    ['201', 'x'.repeat(201), false],
    ['200 that grow when normalised', '\ufdfa'.repeat(200), false],
    ['a megabyte', 'x'.repeat(1_000_000), false],
    ['no text', 12345678, false],
  ])('of %s', (_what, raw, allowed) => {
    expect(passwordSchema.safeParse(raw).success).toBe(allowed);
  });
});
