import { describe, expect, it } from 'vitest';
import {
  addressIn,
  clientOf,
  isTrusted,
  parseTrust,
} from '../../../../scripts/server/trusted-proxies.mjs';

const trust = (text: string) => {
  const parsed = parseTrust(text);
  if (!parsed) throw new Error(`${text} is invalid`);
  return parsed;
};

describe('TRUST_PROXY', () => {
  it.each(['', ' ', '0'])('%j trusts nobody', (text) => {
    for (const peer of ['127.0.0.1', '10.0.0.1', '::1', null]) {
      expect(isTrusted(peer, trust(text))).toBe(false);
      expect(clientOf(peer, '203.0.113.7', trust(text))).toBe(peer);
    }
  });

  it.each([
    ['loopback', '127.0.0.1', true],
    ['loopback', '127.8.0.1', true],
    ['loopback', '::1', true],
    ['loopback', '10.0.0.1', false],
    ['private', '172.18.0.1', true],
    ['private', '172.32.0.1', false],
    ['private', 'fd00::1', true],
    ['private', '127.0.0.1', false],
    ['Private, LOOPBACK', '127.0.0.1', true],
    ['linklocal', 'fe80::1', true],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.0/24 198.51.100.0/25', '198.51.100.127', true],
    ['203.0.113.0/24,198.51.100.0/25', '198.51.100.128', false],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '203.0.113.7', false],
    ['::ffff:203.0.113.7', '203.0.113.7', true],
    ['::ffff:10.0.0.0/104', '10.9.8.7', true],
    ['::ffff:10.0.0.0/104', '11.0.0.1', false],
    ['203.0.113.0/24', null, false],
  ])('%j and the peer %j: %j', (text, peer, expected) => {
    expect(isTrusted(peer, trust(text))).toBe(expected);
  });

  it.each([
    'true',
    'yes',
    '11',
    '-1',
    '1.5',
    '1,2',
    '1 loopback',
    '*',
    '0.0.0.0/0',
    '::/0',
    '::ffff:0.0.0.0/96',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '10.1',
    '010.0.0.1',
    '0x7f.0.0.1',
    'localhost',
    'proxy.example',
    'loopback,nonsense',
  ])('%j is invalid', (text) => {
    expect(parseTrust(text)).toBeUndefined();
  });
});

describe('the client behind a number of proxies', () => {
  it.each([
    ['1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['1', '203.0.113.7', '203.0.113.7'],
    ['2', '198.51.100.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    // The nearest proxy was asked directly.
    ['2', '203.0.113.7', '203.0.113.7'],
    ['1', '', '10.0.0.1'],
    ['1', ' , ,', '10.0.0.1'],
    ['1', '198.51.100.1, 203.0.113.7,', '203.0.113.7'],
    ['1', '198.51.100.1,, ,203.0.113.7', '203.0.113.7'],
    ['1', '203.0.113.7:51000', '203.0.113.7'],
    ['1', '[2001:db8::7]:51000', '2001:db8::7'],
    ['1', '[2001:db8::7]', '2001:db8::7'],
    ['1', '2001:DB8::7', '2001:db8::7'],
    ['1', '::ffff:203.0.113.7', '203.0.113.7'],
    ['1', '[::ffff:cb00:7107]:80', '203.0.113.7'],
    ['1', 'fe80::7%eth0', 'fe80::7'],
    ['1', '203.0.113.7, unknown', '10.0.0.1'],
    ['2', 'nonsense, 203.0.113.7', '203.0.113.7'],
    ['1', 'x'.repeat(9_000), '10.0.0.1'],
  ])('TRUST_PROXY=%s, %j: %s', (text, header, client) => {
    expect(clientOf('10.0.0.1', header, trust(text))).toBe(client);
  });
});

describe('the client behind proxies of known networks', () => {
  it.each([
    ['10.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['10.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    // Somebody else's claims count for nothing.
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1, 10.0.0.2', '203.0.113.9'],
    [null, '198.51.100.1', null],
    ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['10.0.0.1', '198.51.100.1, _hidden, 10.0.0.2', '10.0.0.2'],
  ])('%s, %j: %s', (peer, header, client) => {
    expect(clientOf(peer, header, trust('10.0.0.0/8'))).toBe(client);
  });
});

it.each(['', 'localhost', '203.0.113.700', '1.2.3', '[1.2.3.4', '::1]:80', '203.0.113.7:', ':80'])(
  '%j has no address',
  (entry) => {
    expect(addressIn(entry)).toBeNull();
  },
);
