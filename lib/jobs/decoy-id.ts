import { hkdfSync } from 'node:crypto';
import { getEnv } from '@/lib/env';

/** Characters of an id by kind; the rest, `-` and `_`, stay. */
const ALPHABETS = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * An id of the same shape that nobody can know, always the same one for an id: what happens to somebody who asks for
 * another user's job is what happens to somebody who asks for this one, at upstream too.
 */
export function decoyId(id: string): string {
  const { authSecret } = getEnv();
  const bytes = new Uint8Array(hkdfSync('sha256', authSecret, '', `decoy ${id}`, id.length));
  return [...id]
    .map((character, index) => {
      const alphabet = ALPHABETS.find((characters) => characters.includes(character));
      return alphabet?.charAt((bytes[index] ?? 0) % alphabet.length) ?? character;
    })
    .join('');
}
