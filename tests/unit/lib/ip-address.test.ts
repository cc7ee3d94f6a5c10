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
    ...['::ffff:', '64:ff9b::', '::', '::ffff:0:'].flatMap((prefix) => [
      prefix + dotted,
      prefix + groups,
    ]),
    `0000:0000:0000:0000:0000:FFFF:${full}`,
    `2002:${groups}::`,
    `2002:${full}:1:2:3:4:5`,
    `64:ff9b:1::${dotted}`,
    `64:ff9b:1:${hex(a, b)}:${hex(0, c)}:${hex(d, 0)}::`,
    `64:ff9b:1:${hex(7, a)}:${hex(0, b)}:${hex(c, d)}::`,
    `64:ff9b:1:7:${hex(0, a)}:${hex(b, c)}:${hex(d, 0)}:0`,
    `2001:0:${groups}:0:1:f7f7:f7f7`,
    `2001:0:808:808:0:1:${hex(255 - a, 255 - b)}:${hex(255 - c, 255 - d)}`,
    `2001:db8::5efe:${groups}`,
    `fd12:3456::200:5efe:${groups}`,
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

const metadata = fc.oneof(
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.constantFrom<Bytes>([100, 100, 100, 200], [168, 63, 129, 16], [192, 0, 0, 192]),
);

/** Metadata services that are reached over IPv6 only, and those behind a network's own NAT64 prefix. */
const METADATA_IPV6 = [
  'fd00:ec2::254',
  'fd00:0ec2:0:0:0:0:0:0254',
  'FD00:EC2::23',
  'fd20:ce::254',
  'fd00:c1::a9fe:a9fe',
  'fd00:42::42',
  'fd00:a9fe:a9fe::1',
  'fe80::a9fe:a9fe',
  'fe80::1',
  'febf::1',
  'fe80::a9fe:a9fe%eth0',
  '2001:67c:2b0:db32::169.254.169.254',
  'fd12:3456:64::a83f:8110',
];

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '168.63.129.15', '2001:4860:4860::8888'])('accepts %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['', 'example.com', '127.1', '0x7f000001', '[::1]', '::1', 'fd00::1', 'fe80::1%eth0'],
    ...['fec0::1', '4000::1', '100::1', '5f00::1', '3fff::1', '2001:db8::1'],
    ...METADATA_IPV6,
  ])('rejects %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('rejects every spelling of a private IPv4 address', () => {
    fc.assert(
      fc.property(privateIpv4, (bytes) => {
        for (const spelling of spellings(bytes)) expect(isPublicAddress(spelling)).toBe(false);
      }),
    );
  });

  it('rejects every spelling of a metadata address', () => {
    fc.assert(
      fc.property(metadata, (bytes) => {
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
  it.each([
    ...['127.0.0.1', '10.0.0.1', '192.168.1.1', '::1', 'fd00::1', '8.8.8.8', '100.100.100.199'],
    ...['fd12:3456:789a::1', 'fd00:c2::1', '64:ff9b::10.0.0.1', '192.0.0.191'],
  ])('accepts %s', (address) => {
    expect(isPrivateNetworkAddress(address)).toBe(true);
  });

  it.each(['', 'localhost', '0.0.0.0', '::', '::ffff:0.0.0.0', ...METADATA_IPV6])(
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
