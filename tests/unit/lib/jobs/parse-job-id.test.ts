import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJobId } from '@/lib/gepetto';
import { parseJobId } from '@/lib/jobs/add';

describe('parseJobId', () => {
  it.each([
    ['abc-123_X', 'abc-123_X'],
    ['  abc123\n', 'abc123'],
    ['"abc123",', 'abc123'],
    ['https://europe-west1-gepettoai.cloudfunctions.net/v1/job/abc123', 'abc123'],
    ['https://bottega.example/jobs/abc123?x=1#y', 'abc123'],
    ['curl -H "Authorization: Bearer k" "https://up.example/v1/job/abc123"', 'abc123'],
    ['{"status":"pending","id":"abc123","mode":"furnish"}', 'abc123'],
    ['{"status": "pending", "id": "abc123", "mode": }', 'abc123'],
  ])('finds the id in %s', (pasted, id) => {
    expect(parseJobId(pasted)).toBe(id);
  });

  it.each([
    '',
    '   ',
    'two words',
    'a/../../keys',
    '%2e%2e',
    '..',
    'https://up.example/v1/job/..',
    'https://up.example/v1/job/%2e%2e',
    '{"id": 5}',
    '{"id":"../x"}',
    'é',
    'x'.repeat(129),
  ])('finds none in %s', (pasted) => {
    expect(parseJobId(pasted)).toBeUndefined();
  });

  it('returns only valid ids', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.json()), (pasted) => {
        const id = parseJobId(pasted);
        if (id !== undefined) expect(isJobId(id)).toBe(true);
      }),
    );
  });
});
