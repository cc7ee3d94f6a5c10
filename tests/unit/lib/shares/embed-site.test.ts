import { describe, expect, it } from 'vitest';
import { embedSite } from '@/lib/shares/embed-site';

describe('a site that may embed a link', () => {
  it.for([
    ['https://www.example.com', 'https://www.example.com'],
    [' HTTPS://Example.com:8443/ ', 'https://example.com:8443'],
    ['example.com', 'https://example.com'],
    ['https://exämple.com', 'https://xn--exmple-cua.com'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['localhost:4000', 'https://localhost:4000'],
    ['https://intranet', 'https://intranet'],
  ] as const)('%j is stored as its origin', ([text, origin]) => {
    expect(embedSite.parse(text)).toBe(origin);
  });

  it.for([
    '',
    '*',
    // A word of a sentence, not a site.
    'site',
    'intranet:8443',
    'https://*.example.com',
    'http://example.com',
    'https://example.com/path',
    "https://example.com; script-src 'unsafe-inline'",
    'https://example.com https://evil.example',
    'https://user:secret@example.com',
    'https://example.com?x',
    'javascript:alert(1)',
    'data:text/html,x',
    "'self'",
    `https://${'a'.repeat(300)}.com`,
  ])('%j is refused', (text) => {
    expect(embedSite.safeParse(text).success).toBe(false);
  });
});
