import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { clientAddress } from '@/lib/auth/forwarded-headers';

describe('clientAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['2001:db8:0:42:1:2:3:4', '2001:db8:0:42::/64'],
    ['2001:db8::42', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0042::1', '2001:db8:0:42::/64'],
    ['2001:DB8:0:42:ffff::', '2001:db8:0:42::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', 'unknown'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['203.0.113.7,', 'unknown'],
    ['localhost', 'unknown'],
    ['203.0.113.700', 'unknown'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['x'.repeat(9_000), 'unknown'],
  ])('reads %j as %j', (header, address) => {
    expect(clientAddress(new Headers({ 'x-forwarded-for': header }))).toBe(address);
  });

  it('is unknown without the header', () => {
    expect(clientAddress(new Headers())).toBe('unknown');
  });

  describe('on Vercel', () => {
    beforeAll(() => vi.stubEnv('VERCEL', '1'));
    afterAll(() => vi.unstubAllEnvs());

    it("is what Vercel's own header says, and no other", () => {
      const headers = new Headers({ 'x-forwarded-for': '198.51.100.1' });
      expect(clientAddress(headers)).toBe('unknown');
      headers.set('x-vercel-forwarded-for', '203.0.113.7');
      expect(clientAddress(headers)).toBe('203.0.113.7');
    });
  });
});
