import { describe, expect, it } from 'vitest';
import { hashNewPassword, verifyPassword } from '@/lib/auth/passwords';
import { newPasswordSchema, passwordSchema } from '@/lib/auth/schemas';
import { DUMMY_HASH } from '@/lib/slow-hash';

const PHRASE = 'correct horse battery';
const NOBODY = { email: '' };

const parametersOf = (hash: string) => hash.split('$').slice(0, 4).join('$');

describe('passwords', () => {
  it('match their own hash only', async () => {
    const hash = await hashNewPassword(PHRASE, NOBODY);
    expect(await verifyPassword(PHRASE, hash)).toBe(true);
    expect(await verifyPassword('correct hors', hash)).toBe(false);
    expect(await hashNewPassword(PHRASE, NOBODY)).not.toBe(hash);
  });

  it('are hashed with the recommended parameters, which the dummy hash shares', async () => {
    const hash = await hashNewPassword(PHRASE, NOBODY);
    expect(parametersOf(hash)).toBe('$argon2id$v=19$m=19456,t=2,p=1');
    expect(parametersOf(DUMMY_HASH)).toBe(parametersOf(hash));
    expect(DUMMY_HASH).toHaveLength(hash.length);
  });

  it('never match without a hash', async () => {
    expect(await verifyPassword(PHRASE, null)).toBe(false);
    expect(await verifyPassword(PHRASE, undefined)).toBe(false);
  });

  it('are the same password in every Unicode form', () => {
    expect(passwordSchema.parse('cafe\u0301 au lait')).toBe(
      passwordSchema.parse('caf\u00e9 au lait'),
    );
    expect(passwordSchema.parse('\uff41\uff42\uff43defgh')).toBe('abcdefgh');
  });

  it.each([
    ['nine characters', '123456789', false],
    ['ten', '1234567890', true],
    ['nine outside the basic plane', '\u{1f511}'.repeat(9), false],
    ['ten outside it', '\u{1f511}'.repeat(10), true],
    ['200', 'x'.repeat(200), true],
    ['201', 'x'.repeat(201), false],
    ['200 that grow when normalised', '\ufdfa'.repeat(200), false],
    ['a megabyte', 'x'.repeat(1_000_000), false],
    ['no text', 1234567890, false],
  ])('chosen, of %s', (_what, raw, allowed) => {
    expect(newPasswordSchema.safeParse(raw).success).toBe(allowed);
  });

  it('of earlier versions still sign in', () => {
    expect(passwordSchema.safeParse('12345678').success).toBe(true);
    expect(passwordSchema.safeParse('').success).toBe(false);
    expect(passwordSchema.safeParse('x'.repeat(201)).success).toBe(false);
  });
});
