import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safePath } from '@/lib/auth/safe-path';

const ORIGIN = 'https://app.example';

describe('safePath', () => {
  it.each([
    ['/jobs', '/jobs'],
    ['/', '/'],
    ['/jobs?state=failed&q=a%20b#top', '/jobs?state=failed&q=a%20b#top'],
    ['/jobs/a_b-1', '/jobs/a_b-1'],
    ['/jobs?q=caf\u00e9', '/jobs?q=caf%C3%A9'],
    ['/jobs?next=//evil.example', '/jobs?next=//evil.example'],
    ['/@evil.example', '/@evil.example'],
    ['/apiary', '/apiary'],
    ['/a/../jobs', '/jobs'],
  ])('accepts %j', (raw, path) => {
    expect(safePath(raw, '/fallback')).toBe(path);
  });

  it.each([
    null,
    undefined,
    '',
    'jobs',
    ' /jobs',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\evil.example',
    '\\\\evil.example',
    '/jobs\\..\\x',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\nSet-Cookie: a=b',
    '/\u0000',
    '\t//evil.example',
    'https:evil.example',
    'https://evil.example',
    'https://app.example@evil.example/',
    'http:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '@evil.example',
    '.evil.example',
    '?x',
    '#x',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e%2e//evil.example',
    '/%2fevil.example',
    '/%2Fevil.example',
    '/%5cevil.example',
    '/jobs%0d%0ax',
    '/%',
    '/%ff',
    '/api',
    '/api/auth/signout',
    '/API/jobs',
    '/%61pi/jobs',
    '/x/../api/jobs',
    `/${'a'.repeat(2_000)}`,
    `/${'\u00e9'.repeat(1_000)}`,
  ])('rejects %j', (raw) => {
    expect(safePath(raw, '/fallback')).toBe('/fallback');
  });

  it('never leaves the origin for any input', () => {
    const piece = fc.oneof(
      fc.constantFrom('/', '\\', '.', '..', '%2f', '%5c', '%2e', '@', ':', '\t', '\n', '?', '#'),
      fc.constantFrom('evil.example', 'https:', 'api', 'javascript:', '\u2215', '\uff0f', '\u0000'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const raw = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          raw,
          raw.map((text) => `/${text}`),
        ),
        (text) => {
          const path = safePath(text, '/fallback');
          const url = new URL(path, ORIGIN);
          expect(url.origin).toBe(ORIGIN);
          expect(url.username).toBe('');
          expect(path).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
          expect(path).not.toMatch(/^\/api(\/|$)/i);
          expect(safePath(path, '/other')).toBe(path);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
