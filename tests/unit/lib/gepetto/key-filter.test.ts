import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutKeys } from '@/lib/gepetto/key-filter';

const KEY = 'sk_live+A/b=c&d"e%f_0123456789';
const NEXT = 'next-key-9876543210';

describe('withoutKeys', () => {
  it.each([
    ['plain', KEY],
    ['as JSON', JSON.stringify(KEY)],
    ["as PHP's JSON", JSON.stringify(KEY).replaceAll('/', '\\/')],
    ['in a URL', encodeURIComponent(KEY)],
    ['in a URL with lower case', encodeURIComponent(KEY).replace(/%../g, (c) => c.toLowerCase())],
    ['twice in a URL', encodeURIComponent(encodeURIComponent(KEY))],
    ['in base64', Buffer.from(KEY).toString('base64')],
    ['in a header in base64', Buffer.from(`Bearer ${KEY}`).toString('base64')],
    ['in base64url', Buffer.from(`{"key":"${KEY}"}`).toString('base64url')],
    ['in hex', Buffer.from(KEY).toString('hex')],
  ])('removes a key %s', (_name, form) => {
    const clean = withoutKeys(`before ${form} after`, [NEXT, KEY]);
    expect(clean).toMatch(/^before .*\[redacted\].* after$/);
    const core = Buffer.from(KEY).toString('base64').slice(4, -6);
    for (const trace of [KEY.slice(4, -4), core]) expect(clean).not.toContain(trace);
  });

  it('removes every key, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before}${KEY}${after}${NEXT}`;
        const clean = withoutKeys(text, [KEY, NEXT]);
        expect(clean).not.toContain(KEY);
        expect(clean).not.toContain(NEXT);
        const encoded = Buffer.from(text).toString('base64');
        const left = Buffer.from(withoutKeys(encoded, [KEY, NEXT]), 'base64').toString();
        expect(left).not.toContain(KEY);
      }),
    );
  });

  it('returns any other text as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(withoutKeys(text, [KEY, NEXT])).toBe(text);
      }),
    );
    expect(withoutKeys('a key', ['a', 'key'])).toBe('a key');
  });
});
