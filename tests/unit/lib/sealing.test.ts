import { expect, it } from 'vitest';
import { seal, sealAlike, unseal } from '@/lib/sealing';

const SECRET = 'a secret of 32 characters or more';

it('a text is sealed alike each time, other texts otherwise, and only for its purpose', () => {
  const sealed = sealAlike('a text', SECRET, 'a purpose');
  expect(sealAlike('a text', SECRET, 'a purpose')).toBe(sealed);
  expect(seal('a text', SECRET, 'a purpose')).not.toBe(sealed);
  // The nonce stands at the beginning: two texts must not share one.
  expect(sealAlike('a texu', SECRET, 'a purpose').slice(0, 16)).not.toBe(sealed.slice(0, 16));
  expect(unseal(sealed, ['another', SECRET], 'a purpose')).toBe('a text');
  expect(unseal(sealed, [SECRET], 'another purpose')).toBeNull();
  expect(unseal(sealed, ['another'], 'a purpose')).toBeNull();
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    const forged = sealed.slice(0, at) + other + sealed.slice(at + 1);
    // The last character has bits that mean nothing.
    if (Buffer.from(forged, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue;
    expect(unseal(forged, [SECRET], 'a purpose')).toBeNull();
  }
});

it('no text is taken for a sealed one because it is short', () => {
  const sealed = seal('', SECRET, 'a purpose');
  expect(unseal(sealed, [SECRET], 'a purpose')).toBe('');
  for (let length = 0; length < sealed.length - 1; length += 1) {
    expect(unseal(sealed.slice(0, length), [SECRET], 'a purpose')).toBeNull();
  }
});
