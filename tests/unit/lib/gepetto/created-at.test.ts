import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJob } from '@/lib/gepetto/contract';
import { readTime } from '@/lib/gepetto/created-at';

const SECOND = 1_000;
const at = Date.UTC(2026, 10, 5, 3, 7, 9);

describe('createdAt', () => {
  const day = '2026-11-05';
  it.each([
    [at / SECOND],
    [at],
    [at * 1_000],
    [String(at / SECOND)],
    [`${at / SECOND}.25`],
    [{ _seconds: at / SECOND, _nanoseconds: 250_000_000 }],
    [{ seconds: at / SECOND, nanoseconds: 250_000_000 }],
    [{ seconds: String(at / SECOND), nanos: 1 }],
    [{ $date: `${day}T03:07:09Z` }],
    [{ $date: { $numberLong: String(at) } }],
    [`${day}T03:07:09.123Z`],
    [`${day}T03:07:09.123456789Z`],
    [`${day}T03:07:09,5Z`],
    [`${day}T03:07:09z`],
    [`${day}T03:07:09`],
    [`${day}T03:07:09.123`],
    [`${day} 03:07:09`],
    [`${day} 03:07:09.123456`],
    [`${day} 03:07:09+0000`],
    [`${day} 03:07:09 +0000`],
    [`${day} 03:07:09+00`],
    [`${day} 03:07:09 UTC`],
    [`${day}T04:07:09+01:00`],
    [`${day}T04:07:09+0100`],
    ['2026-11-04T19:07:09-0800'],
    ['20261105T030709Z'],
    ['2026/11/05 03:07:09'],
    [`${day}T03:07:09Z[UTC]`],
    ['Thu, 05 Nov 2026 03:07:09 GMT'],
    ['Thu, 5 Nov 2026 03:07:09 +0000'],
    ['Thursday, 05-Nov-26 03:07:09 GMT'],
    ['Thu Nov  5 03:07:09 2026'],
    ['Thu Nov  5 03:07:09 UTC 2026'],
    ['Thu Nov 05 2026 03:07:09 GMT+0000 (Coordinated Universal Time)'],
    ['Thu Nov 05 2026 04:07:09 GMT+0100 (Central European Standard Time)'],
    [`${day} 03:07:09 +0000 UTC`],
    [`${day} 03:07:09.123456789 +0000 UTC m=+0.001`],
    [`/Date(${at})/`],
    [`/Date(${at}+0100)/`],
    [[2026, 11, 5, 3, 7, 9]],
    [[2026, 11, 5, 3, 7, 9, 123_000_000]],
    [{ value: at }],
    [{ epochSecond: at / SECOND, nano: 5 }],
    [{ seconds: { low: at / SECOND, high: 0, unsigned: false }, nanos: 0 }],
    ['20261105030709'],
    ['2026-11-5 3:07:09'],
    ['2026.11.05 03:07:09'],
    [`"${day}T03:07:09Z"`],
    [`${day}T02:07:09\u221201:00`],
    ['1.793848029e9'],
    [`@${at / SECOND}`],
    ['Nov 5, 2026, 3:07:09 AM'],
    ['November 5, 2026 at 4:07:09 AM UTC+1'],
  ])('is read from %j within a second', (createdAt) => {
    const read = parseJob(JSON.stringify({ status: 'x', createdAt }))?.createdAt ?? 0;
    expect(Math.abs(read - at)).toBeLessThanOrEqual(SECOND);
  });

  it.each([
    ['soon'],
    [''],
    [null],
    [0],
    [-1],
    [true],
    [{}],
    [[]],
    ['2026-02-30T00:00:00Z'],
    ['2026-11-05'],
    ['05/11/2026 03:07'],
    ['03:07:09'],
    ['1970-01-01T00:00:00Z'],
    ['Thu, 05 Nov 2026 03:07:09 PST'],
    [1e300],
  ])('is unknown for %j', (createdAt) => {
    expect(parseJob(JSON.stringify({ status: 'x', createdAt }))?.createdAt).toBeUndefined();
  });

  it.each(['created_at', 'created', 'createTime', 'CreatedAt', 'creation-date'])(
    'may be called %s',
    (name) => {
      expect(parseJob(JSON.stringify({ status: 'x', [name]: at }))?.createdAt).toBe(at);
    },
  );

  const moments = fc.integer({ min: Date.UTC(2015, 0, 2), max: Date.UTC(2099, 11, 30) });
  it('is read back from every format, whatever the zone of this machine', () => {
    fc.assert(
      fc.property(moments, (ms) => {
        const date = new Date(ms);
        const iso = date.toISOString();
        for (const text of [
          iso,
          iso.slice(0, -1),
          iso.replace('T', ' ').replace('Z', '+0000'),
          date.toUTCString(),
          date.toString(),
          { _seconds: Math.floor(ms / 1_000), _nanoseconds: (ms % 1_000) * 1e6 },
          Math.floor(ms / 1_000),
          ms,
        ]) {
          expect(Math.abs((readTime(text) ?? 0) - ms)).toBeLessThan(SECOND);
        }
      }),
    );
  });

  it('never throws, and is a believable time or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string(), fc.double()), (value) => {
        const read = readTime(value);
        if (read !== undefined) expect(read).toBeGreaterThanOrEqual(Date.UTC(2015, 0, 1));
      }),
    );
  });
});
