import { describe, expect, it } from 'vitest';
import { accountLabel, deniesAddress, mergeClaims, provenAddress } from '@/lib/auth/claims';

const email = 'Ada@Example.com';

describe('the address that a provider vouches for', () => {
  it.for([true, 'true'])('is proved by email_verified %j', (email_verified) => {
    for (const provider of ['oidc', 'google']) {
      expect(provenAddress(provider, { email, email_verified })).toBe('ada@example.com');
    }
  });

  it.for([undefined, null, false, 'false', 'TRUE', 'yes', 1, '1', {}, [], [true]])(
    'is not proved by email_verified %j',
    (email_verified) => {
      expect(provenAddress('oidc', { email, email_verified })).toBeNull();
    },
  );

  it('is not proved by GitHub, or by a provider that nobody knows', () => {
    for (const provider of ['github', 'email', '']) {
      expect(provenAddress(provider, { email, email_verified: true })).toBeNull();
    }
  });

  it.for([
    undefined,
    null,
    7,
    '',
    'ada',
    ['ada@example.com'],
    'a@b.co,c@d.co',
    // Lower-cased, the Kelvin sign is an ASCII letter.
    'ada@\u212aexample.com',
    'ada\uff20example.com',
  ])('is none for the address %j', (address) => {
    expect(provenAddress('oidc', { email: address, email_verified: true })).toBeNull();
  });

  it('is denied only by the issuer’s own word', () => {
    expect([false, 'false'].map((email_verified) => deniesAddress({ email_verified }))).toEqual([
      true,
      true,
    ]);
    expect(deniesAddress({})).toBe(false);
  });
});

describe('the claims of the ID token and of userinfo', () => {
  it('take the address and the word about it from one place', () => {
    const idToken = { sub: '1', email: 'a@example.com', email_verified: true };
    expect(mergeClaims(idToken, { sub: '1', email: 'b@example.com' })).toEqual({
      sub: '1',
      email: 'b@example.com',
      email_verified: undefined,
    });
    expect(mergeClaims(idToken, { sub: '1', name: 'Ada', email_verified: false })).toEqual({
      ...idToken,
      name: 'Ada',
    });
  });
});

describe('the name of a linked account', () => {
  it('is its address, or else what its owner is called there', () => {
    expect(accountLabel({ email, login: 'ada' })).toBe(email);
    expect(accountLabel({ email: null, login: 'ada', name: 'Ada L' })).toBe('ada');
    expect(accountLabel({ email: ' ', preferred_username: '\u200b', name: 'Ada L' })).toBe('Ada L');
    expect(accountLabel({})).toBeNull();
  });

  it('is short and has nothing that breaks or turns the line', () => {
    expect(accountLabel({ name: `a\u202eb\nc${'x'.repeat(200)}` })).toMatch(/^abcx{90,97}$/);
  });
});
