import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseErrorText, parseFailure, parseJob } from '@/lib/gepetto/contract';
import { readTime } from '@/lib/gepetto/created-at';
import { readPicture } from '@/lib/gepetto/job-output';
import { meaningOf, type StatusMeaning } from '@/lib/gepetto/status-words';

const WORDS: Record<StatusMeaning, string> = {
  success: 'success succeeded successful completed complete done finished ready ok',
  failure: `error failed failure canceled cancelled timeout timed_out expired aborted blocked nsfw rejected denied
    content_filtered crashed insufficient_credits unsuccessful generation_failed failed_permanently`,
  pending: 'pending processing in_progress running queued waiting started retrying failed_retrying',
  unknown: 'constructor __proto__ marinating not_finished partially_completed',
};
const words = Object.entries(WORDS).flatMap(([meaning, list]) =>
  list.split(/\s+/).map((word): [string, StatusMeaning] => [word, meaning as StatusMeaning]),
);

/** The same word as other services write it. */
const spelled = (word: string) =>
  fc
    .tuple(
      fc.constantFrom('_', '-', ' ', '  ', '.'),
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toUpperCase(),
        (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
      ),
      fc.constantFrom('', ' ', '\n'),
    )
    .map(([gap, cased, edge]) => edge + cased(word.replaceAll('_', gap)) + edge);

describe('the meaning of a status', () => {
  it.each(words.filter(([word]) => /^[a-z]/.test(word)))(
    'is the same in every spelling: %s is %s',
    (word, meaning) => {
      fc.assert(
        fc.property(spelled(word), (text) => {
          expect(meaningOf(text)).toBe(meaning);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([
    ['TimedOut', 'failure'],
    ['InProgress', 'pending'],
    ['Failed: no room in the picture', 'failure'],
    ['ＤＯＮＥ', 'success'],
    ['', 'unknown'],
  ])('of %s is %s', (text, meaning) => {
    expect(meaningOf(text)).toBe(meaning);
  });
});

const URL_A = 'https://a.example/x.png?sig=a%2Fb';
const outputOf = (output: unknown) => parseJob(JSON.stringify({ status: 'x', output }))?.output;

describe('the output of a job', () => {
  it.each([
    [URL_A],
    [[URL_A]],
    [['', URL_A]],
    [[null, { url: '' }, { url: URL_A }]],
    [{ url: URL_A }],
    [[{ url: URL_A }]],
    [{ image: URL_A }],
    [{ images: [URL_A, 'https://a.example/second.png'] }],
    [{ images: [{ url: URL_A, width: 3 }] }],
    [{ thumbnail: 'https://a.example/small.png', final: URL_A }],
    [{ input: 'https://a.example/in.png', data: { output: { href: URL_A } } }],
    [` ${URL_A}\n`],
  ])('is found in %j', (output) => {
    expect(outputOf(output)).toBe(URL_A);
  });

  it.each([
    ['javascript:alert(1)'],
    [['javascript:alert(1)', ' JavaScript:alert(2)']],
    [{ url: 'data:text/html,<script>alert(1)</script>' }],
    ['data:image/svg+xml,<svg onload="alert(1)"/>'],
    ['ftp://a.example/x.png'],
    ['//a.example/x.png'],
    ['/x.png'],
    ['https://'],
    [`https://a.example/${'x'.repeat(9_000)}`],
    [{ mask: 'https://a.example/mask.png' }],
    [''],
    [null],
    [7],
    [{}],
    [[]],
  ])('is not found in %j', (output) => {
    expect(outputOf(output)).toBeUndefined();
  });

  it('may be the picture itself', () => {
    const base64 = `iVBORw0KGgo${'A'.repeat(100)}`;
    expect(outputOf(`data:image/png;base64,${base64}`)).toBe(`data:image/png;base64,${base64}`);
    expect(outputOf([{ b64_json: base64 }])).toBe(`data:image/png;base64,${base64}`);
    expect(parseJob(JSON.stringify({ status: 'success', base64 }))?.output).toContain(base64);
  });

  it('is never the input that upstream repeats', () => {
    const body = JSON.stringify({ status: 'success', url: URL_A, image: URL_A, mask: URL_A });
    expect(parseJob(body)?.output).toBeUndefined();
  });

  it('is an http(s) address or a picture, or nothing, whatever upstream sends', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (output) => {
        const found = outputOf(output);
        if (found !== undefined) expect(found).toMatch(/^(https?:\/\/|data:image\/)/i);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = readPicture(text);
        if (found !== undefined) expect(found).toMatch(/^(https?:\/\/|data:image\/)/i);
      }),
    );
  });
});

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

  it.each(['created_at', 'created', 'createTime'])('may be called %s', (name) => {
    expect(parseJob(JSON.stringify({ status: 'x', [name]: at }))?.createdAt).toBe(at);
  });

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

describe('the reason of a failure', () => {
  const why = 'There is no room in the picture.';
  it.each([
    [{ error: why }],
    [{ error: { message: why, code: 'E42' } }],
    [{ error: { code: 'E42', detail: why } }],
    [{ error: { error: { msg: why } } }],
    [{ error: [{ message: why }] }],
    [{ error: JSON.stringify({ message: why }) }],
    [{ error: true, message: why }],
    [{ error: {}, message: why }],
    [{ error: '', detail: why }],
    [{ message: why }],
    [{ detail: why }],
    [{ detail: [{ loc: ['body', 'url'], msg: why, type: 'value_error' }] }],
    [{ errors: [why] }],
    [{ errors: [{ message: why }, { message: why }] }],
    [{ errors: { url: [why] } }],
    [{ reason: why }],
    [{ fail_reason: why }],
    [{ failure_reason: why }],
    [{ failureReason: { text: why } }],
    [{ errorMessage: why }],
    [{ error_message: why }],
    [{ failure: { cause: why } }],
    [{ output: null, data: { error: { reason: why } } }],
    [{ status: `failed: ${why}` }],
    [{ message: `  There is no\n room in\u0000 the picture. ` }],
  ])('is found in %j', (body) => {
    expect(parseFailure(JSON.stringify({ status: 'failed', ...body }))).toBe(why);
  });

  it.each([
    ['{"error":{"code":"NO_ROOM"}}', 'NO_ROOM'],
    ['{"error":{"code":42}}', '42'],
    ['{"errors":["a","b"]}', 'a; b'],
    ['{"status":"failed","code":"NO_ROOM"}', 'NO_ROOM'],
    ['{"status":"failed"}', null],
    ['{"status":"failed","output":{"url":"https://a.example/"}}', null],
    ['{"status":"failed","error":null,"message":" "}', null],
    ['x', null],
    ['7', null],
  ])('of %s is %s', (body, reason) => {
    expect(parseFailure(body)).toBe(reason);
  });

  it('is bounded and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
        expect((parseFailure(JSON.stringify(value)) ?? '').length).toBeLessThanOrEqual(1_000);
      }),
    );
    const deep = `${'{"error":'.repeat(50_000)}"x"${'}'.repeat(50_000)}`;
    expect(parseFailure(deep)).toBeNull();
  });
});

describe("upstream's words in an error", () => {
  it.each([
    ['{"message":"You have no credits left."}', 'You have no credits left.'],
    ['No credits', 'No credits'],
    ['<html><body>502</body></html>', undefined],
    ['{}', undefined],
    ['', undefined],
  ])('of %s are %s', (body, text) => {
    expect(parseErrorText(body)).toBe(text);
  });
});
