import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '@/lib/job-body';

describe('partsOf', () => {
  it('cuts no character in two: each part survives UTF-8', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.constantFrom('é', '😀', 'a'), (shift, char) => {
        const text = 'x'.repeat(shift) + char.repeat(600_000);
        const parts = partsOf(text);
        expect(parts.length).toBeGreaterThan(1);
        const stored = parts.map((part) => Buffer.from(part, 'utf8').toString('utf8'));
        expect(stored.join('') === text).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});
