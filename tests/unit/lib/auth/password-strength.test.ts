import { describe, expect, it } from 'vitest';
import { hashNewPassword } from '@/lib/auth/passwords';
import { newPasswordSchema } from '@/lib/auth/schemas';

const ADA = { email: 'ada.lovelace@analytical-engines.example', name: 'Ada Lovelace' };

const choose = (password: string, person: { email: string; name?: string | null } = ADA) =>
  hashNewPassword(newPasswordSchema.parse(password), person);

describe('a new password', () => {
  it.each([
    'password123',
    'Password123',
    'PASSWORD123!',
    'p@ssw0rd123',
    '\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44123',
    'passwordpassword',
    'drowssap123',
    '1234567890',
    '0987654321',
    'qwertyuiop',
    'azertyuiop',
    '1q2w3e4r5t',
    'aaaaaaaaaa',
    'abcdefghij',
    'iloveyou123',
    'sunflower2024',
    'Summer2024!',
    'administrator',
    'letmein1234',
    'trustno1trustno1',
    '01/01/2001',
  ])('is refused if it is as common as %s', async (password) => {
    await expect(choose(password)).rejects.toMatchObject({ code: 'common_password' });
  });

  it.each([
    ['the address', 'ada.lovelace@analytical-engines.example'],
    ['the address in capitals', 'ADA.LOVELACE@ANALYTICAL-ENGINES.EXAMPLE'],
    ['a part of the address', 'analytical1'],
    ['the name', 'Ada Lovelace'],
    ['the name and digits', 'lovelace1815'],
    ['the product', 'bottega123'],
    ['the product twice', 'BottegaBottega'],
    ['upstream', 'gepettoai1'],
  ])('is refused if it is %s', async (_what, password) => {
    await expect(choose(password)).rejects.toMatchObject({ code: 'common_password' });
  });

  it.each([
    'correct horse battery staple',
    'a long sentence of mine',
    'blue-table-river',
    'kyzvatprqm',
    '8391047265',
    'J7f!kQ2zPq',
    'un mot que personne ne sait',
    '\u{1f511}\u{1f40e}\u{1f50b}\u{1f4ce}\u{1f30a}\u{1f3d4}\u{1f9c0}\u{1f9f6}\u{1fa81}\u{1f52d}',
    '正しい馬電池ホチキス青',
  ])('may be %s: no character is demanded', async (password) => {
    await expect(choose(password)).resolves.toMatch(/^\$argon2id\$/);
  });
});
