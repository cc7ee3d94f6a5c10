import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration, formatLocal, formatUtc, shortId } from '@/components/ui/format';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 24, 8, 5);

describe('formatUtc', () => {
  it('writes a moment the same everywhere', () => {
    expect(formatUtc(NOW)).toBe('24 Nov 2026, 08:05 UTC');
    expect(formatUtc(Date.UTC(2027, 0, 1))).toBe('1 Jan 2027, 00:00 UTC');
  });
});

describe('formatLocal', () => {
  it('shifts the moment by the zone and leaves the zone out', () => {
    const shifted = NOW - new Date(NOW).getTimezoneOffset() * MINUTE;
    expect(formatLocal(NOW)).toBe(formatUtc(shifted).replace(' UTC', ''));
  });
});

describe('formatAge', () => {
  it.each([
    [0, 'just now'],
    [-5 * SECOND, 'just now'],
    [59 * SECOND, 'just now'],
    [MINUTE, '1 min ago'],
    [59 * MINUTE, '59 min ago'],
    [HOUR, '1 h ago'],
    [23 * HOUR, '23 h ago'],
    [DAY, 'yesterday'],
    [2 * DAY, '2 days ago'],
    [7 * DAY, '17 Nov 2026'],
  ])('%d ms are "%s"', (age, words) => {
    expect(formatAge(NOW - age, NOW)).toBe(words);
  });
});

describe('formatDuration', () => {
  it.each([
    [-SECOND, '0 s'],
    [999, '0 s'],
    [59 * SECOND, '59 s'],
    [65 * SECOND, '1 min 05 s'],
    [HOUR + 2 * MINUTE, '1 h 02 min'],
    [DAY + 2 * HOUR, '1 d 2 h'],
  ])('%d ms are "%s"', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

describe('shortId', () => {
  it('keeps a short id whole and both ends of a long one', () => {
    expect(shortId('abcdefghijklmnopqr')).toBe('abcdefghijklmnopqr');
    expect(shortId('abcdefghijklmnopqrs')).toBe('abcdefghi…nopqrs');
  });
});
