import { describe, expect, it } from 'vitest';
import { isReachable } from '@/lib/public-address';

describe('an origin', () => {
  it.each([
    'https://bottega.example',
    'https://studio.example.com:8443',
    'http://8.8.8.8:3000',
    'https://[2606:4700::1111]',
    'https://localhost.example.com',
  ])('can be reached from outside: %s', (origin) => {
    expect(isReachable(origin)).toBe(true);
  });

  it.each([
    'http://localhost:3000',
    'http://LOCALHOST',
    'http://app.localhost',
    'http://localhost.',
    'http://127.0.0.1:3000',
    'http://2130706433',
    'http://0x7f.1',
    'http://[::1]:3000',
    'http://[::ffff:10.0.0.1]',
    'http://0.0.0.0',
    'http://10.1.2.3',
    'http://172.20.0.5',
    'http://192.168.1.20',
    'http://169.254.169.254',
    'http://100.64.0.1',
    'http://[fd12::1]',
    'http://[fe80::1]',
    'http://macbook.local',
    'http://nas.lan',
    'http://app.internal',
    'http://server.home.arpa',
    'http://bottega',
    'ftp://bottega.example',
    'not an address',
  ])('cannot be reached from outside: %s', (origin) => {
    expect(isReachable(origin)).toBe(false);
  });
});
