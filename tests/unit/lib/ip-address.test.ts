import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrivateNetworkAddress, isPublicAddress } from '@/lib/ip-address';

type Bytes = [number, number, number, number];

const byte = fc.nat(255);
const hex = (a: number, b: number) => ((a << 8) | b).toString(16);

/** An IPv4 address in every notation that carries it inside an IPv6 address. */
function spellings([a, b, c, d]: Bytes): string[] {
  const dotted = `${a}.${b}.${c}.${d}`;
  const groups = `${hex(a, b)}:${hex(c, d)}`;
  const full = groups.replace(/\w+/g, (group) => group.padStart(4, '0').toUpperCase());
  return [
    dotted,
    ...['::ffff:', '64:ff9b::', '::'].flatMap((prefix) => [prefix + dotted, prefix + groups]),
    `0000:0000:0000:0000:0000:FFFF:${full}`,
    `2002:${groups}::`,
    `2002:${full}:1:2:3:4:5`,
  ];
}

const privateIpv4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
);

const metadata = fc.constantFrom<Bytes>(
  [169, 254, 169, 254],
  [169, 254, 170, 2],
  [100, 100, 100, 200],
);

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '2001:4860:4860::8888'])('accepts %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['', 'example.com', '127.1', '0x7f000001', '[::1]', '::1', 'fd00::1', 'fe80::1%eth0'])(
    'rejects %j',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );

  it('rejects every spelling of a private IPv4 address', () => {
    fc.assert(
      fc.property(privateIpv4, (bytes) => {
        for (const spelling of spellings(bytes)) expect(isPublicAddress(spelling)).toBe(false);
      }),
    );
  });

  it('rejects the IPv6 notations of every IPv4 address that a gateway translates', () => {
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
        const translated = spellings(bytes).filter((text) => /^(::ffff:|64:|2002:)/i.test(text));
        expect(translated.filter(isPublicAddress)).toEqual([]);
      }),
    );
  });
});

describe('isPrivateNetworkAddress', () => {
  it.each(['127.0.0.1', '10.0.0.1', '192.168.1.1', '::1', 'fd00::1', '8.8.8.8', '169.254.1.1'])(
    'accepts %s',
    (address) => {
      expect(isPrivateNetworkAddress(address)).toBe(true);
    },
  );

  it.each(['', 'localhost', '0.0.0.0', '::', 'fd00:ec2::254', 'fd00:0ec2:0:0:0:0:0:0254'])(
    'rejects %j',
    (address) => {
      expect(isPrivateNetworkAddress(address)).toBe(false);
    },
  );

  it('rejects every spelling of a metadata address', () => {
    fc.assert(
      fc.property(metadata, (bytes) => {
        for (const text of spellings(bytes)) expect(isPrivateNetworkAddress(text)).toBe(false);
      }),
    );
  });
});
