import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatDuration,
  formatLocal,
  formatType,
  formatUtc,
  shortId,
} from '@/components/ui/format';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Replaces the no-break spaces that `Intl` writes. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const NOW = Date.UTC(2026, 10, 24, 8, 5);

describe('formatUtc', () => {
  it('writes the date in the language of the page', () => {
    expect(formatUtc(NOW, 'en')).toBe('24 Nov 2026, 08:05 UTC');
    expect(formatUtc(Date.UTC(2027, 0, 1), 'en')).toBe('1 Jan 2027, 00:00 UTC');
    expect(formatUtc(NOW, 'fr')).toBe('24 nov. 2026, 08:05 UTC');
  });
});

describe('formatLocal', () => {
  it('shifts the moment by the time zone and leaves the zone out', () => {
    const shifted = NOW - new Date(NOW).getTimezoneOffset() * MINUTE;
    expect(formatLocal(NOW, 'en')).toBe(formatUtc(shifted, 'en').replace(' UTC', ''));
  });
});

describe('formatAge', () => {
  it.each([
    [0, 'just now', 'à l’instant'],
    [-5 * SECOND, 'just now', 'à l’instant'],
    [59 * SECOND, 'just now', 'à l’instant'],
    [MINUTE, '1 min ago', 'il y a 1 min'],
    [59 * MINUTE, '59 min ago', 'il y a 59 min'],
    [HOUR, '1 hr ago', 'il y a 1 h'],
    [23 * HOUR, '23 hr ago', 'il y a 23 h'],
    [DAY, 'yesterday', 'hier'],
    [3 * DAY, '3 days ago', 'il y a 3 j'],
    [7 * DAY, '17 Nov 2026', '17 nov. 2026'],
  ])('%d ms are "%s" or "%s"', (age, english, french) => {
    expect(formatAge(NOW - age, NOW, 'en', 'just now')).toBe(english);
    expect(plain(formatAge(NOW - age, NOW, 'fr', 'à l’instant'))).toBe(french);
  });
});

describe('formatDuration', () => {
  it.each([
    [-SECOND, '0s', '0s'],
    [999, '0s', '0s'],
    [59 * SECOND, '59s', '59s'],
    [65 * SECOND, '1m 5s', '1min 5s'],
    [HOUR + 2 * MINUTE, '1h 2m', '1h 2min'],
    [DAY + 2 * HOUR, '1d 2h', '1j 2h'],
  ])('%d ms are "%s" or "%s"', (ms, english, french) => {
    expect(formatDuration(ms, 'en')).toBe(english);
    expect(formatDuration(ms, 'fr')).toBe(french);
  });
});

describe('shortId', () => {
  it('keeps a short id whole and both ends of a long one', () => {
    expect(shortId('abcdefghijklmnopqr')).toBe('abcdefghijklmnopqr');
    expect(shortId('abcdefghijklmnopqrs')).toBe('abcdefghi…nopqrs');
  });
});

describe('formatBytes', () => {
  it.each([
    [840, '840 byte'],
    [1_000, '1 kB'],
    [312_400, '312 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [2_140_000, '2.1 MB'],
    [41_900_000, '42 MB'],
  ])('%d is %s', (bytes, text) => {
    expect(plain(formatBytes(bytes, 'en'))).toBe(text);
  });

  it('writes the number in the language of the page', () => {
    expect(plain(formatBytes(2_140_000, 'fr'))).toBe('2,1 Mo');
  });
});

describe('formatType', () => {
  it.each([
    ['image/jpeg', 'JPEG'],
    ['image/webp', 'WebP'],
    ['image/avif', 'AVIF'],
  ])('%s is %s', (type, text) => {
    expect(formatType(type)).toBe(text);
  });
});
