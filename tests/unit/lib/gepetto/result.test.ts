import { describe, expect, it } from 'vitest';
import { parseJob } from '@/lib/gepetto/contract';
import { toUpstreamResult } from '@/lib/gepetto/result';
import { upstreamRetryAfterMs } from '@/lib/gepetto/retry-after';

const NOW = Date.UTC(2026, 0, 1);
const resultOf = (status: number, body = '', retryAfter: string | null = null) =>
  toUpstreamResult({ ok: true, status, body, retryAfter }, NOW);

describe('toUpstreamResult', () => {
  it('reads a job from any 2xx, with a byte order mark too', () => {
    expect(resultOf(200, '\uFEFF{"status":"pending"}')).toMatchObject({ kind: 'job' });
    expect(resultOf(202, '{"status":"pending"}')).toMatchObject({ kind: 'job' });
  });

  it.each([
    [400, 'not_found'],
    [404, 'not_found'],
    [401, 'key_rejected'],
    [403, 'forbidden'],
    [402, 'out_of_credit'],
    [500, 'upstream_error'],
    [503, 'upstream_error'],
  ])('reads %d as %s', (status, kind) => {
    expect(resultOf(status, '{"status":"success"}')).toEqual({ kind, httpStatus: status });
  });

  it.each(['<html></html>', '{"status":"succ', '', 'null', '[]', '"x"', '{}', '{"status":7}'])(
    'takes 200 with %s for an invalid response',
    (body) => {
      expect(resultOf(200, body)).toEqual({ kind: 'invalid_response', httpStatus: 200 });
    },
  );

  it.each([
    ['timeout', 'timeout'],
    ['unreachable', 'unreachable'],
    ['redirected', 'invalid_response'],
    ['too_large', 'too_large'],
  ] as const)('reads a call that ended in %s as %s', (failure, kind) => {
    expect(toUpstreamResult({ ok: false, failure }, NOW).kind).toBe(kind);
  });

  it("carries upstream's words", () => {
    expect(resultOf(402, '{"error":{"message":"Top up."}}')).toEqual({
      kind: 'out_of_credit',
      httpStatus: 402,
      words: 'Top up.',
    });
  });

  it('carries Retry-After of a 429', () => {
    expect(resultOf(429, '', '7')).toMatchObject({ kind: 'rate_limited', retryAfterMs: 7_000 });
  });
});

describe('a response that says "unknown" with status 200', () => {
  it.each(['Task not found', 'not_found', 'job_not_found'])('is one: %s', (status) => {
    expect(resultOf(200, JSON.stringify({ status }))).toEqual({
      kind: 'not_found',
      httpStatus: 404,
    });
  });
});

describe('parseJob', () => {
  it('does without every field but status', () => {
    expect(parseJob('{"status":"x","mode":5,"output":null,"createdAt":"soon"}')).toMatchObject({
      status: 'x',
      mode: undefined,
      output: undefined,
      createdAt: undefined,
    });
  });

  it('reads the documented example', () => {
    const body =
      '{"status":"success","output":"https://a.example/x.jpg","mode":"furnish","createdAt":"2026-01-01T00:00:00.000Z"}';
    expect(parseJob(body)).toMatchObject({ output: 'https://a.example/x.jpg', createdAt: NOW });
  });
});

describe('upstreamRetryAfterMs', () => {
  it.each([
    ['5', 5_000],
    ['0', 1_000],
    ['99999999', 600_000],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    [new Date(NOW - 90_000).toUTCString(), 1_000],
    ['1.5', 1_500],
    ['7, 9', 7_000],
    ['30 seconds', 30_000],
    [String((NOW + 90_000) / 1_000), 90_000],
    [new Date(NOW + 90_000).toISOString(), 90_000],
    ['-5', 10_000],
    ['soon 5', 10_000],
    ['9'.repeat(400), 10_000],
    ['soon', 10_000],
    [null, 10_000],
  ])('reads %s as %d ms', (header, ms) => {
    expect(upstreamRetryAfterMs(header, NOW)).toBe(ms);
  });

  it("compares a date with the sender's clock", () => {
    const DAY = 86_400_000;
    const theirs = NOW + 3 * DAY;
    const header = new Date(theirs + 20_000).toUTCString();
    expect(upstreamRetryAfterMs(header, NOW, new Date(theirs).toUTCString())).toBe(20_000);
    expect(upstreamRetryAfterMs('20', NOW, new Date(theirs).toUTCString())).toBe(20_000);
    expect(upstreamRetryAfterMs(header, theirs, 'no date')).toBe(20_000);
  });
});
