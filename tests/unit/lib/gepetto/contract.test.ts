import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFailure, parseJob } from '@/lib/gepetto/contract';
import { readPicture } from '@/lib/gepetto/read-picture';
import { meaningOf } from '@/lib/gepetto/status-words';

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
    [{ logs: 'https://a.example/log', docs: 'https://a.example/docs', renders: [URL_A] }],
    [{ a: { b: { c: { d: { e: { url: URL_A } } } } } }],
    [JSON.stringify([{ url: URL_A }])],
    [`"${URL_A}"`],
    [`<${URL_A}>`],
    [`[${URL_A}]`],
    [`![a room](${URL_A})`],
    [`\u200b${URL_A}\u200b`],
    [`${URL_A}, https://a.example/second.png`],
    [`${URL_A}\nhttps://a.example/second.png`],
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

  it.each([
    [{ state: 'success', output: URL_A }],
    [{ Status: 'success', Output: URL_A }],
    [{ status: { state: 'success' }, output: URL_A }],
    [{ data: { status: 'success', output: URL_A } }],
    [{ job: { job_status: 'success', outputUrl: URL_A } }],
    [[{ status: 'success', output: URL_A }]],
    [{ status: 'success', output: null, resultImageUrl: URL_A }],
    [{ status: 'success', output_images: [{ url: URL_A }] }],
    [{ status: 'success', images: [{ url: URL_A }] }],
    [{ status: 'success', data: { output: URL_A } }],
    [{ status: 'success', data: [{ url: URL_A }] }],
    [{ status: 'success', response: { images: [{ url: URL_A }] } }],
  ])('is found, with the status, in %j', (body) => {
    expect(parseJob(JSON.stringify(body))).toMatchObject({ status: 'success', output: URL_A });
  });

  it('ends where the address does, with its own brackets', () => {
    expect(outputOf('https://a.example/room_(1)')).toBe('https://a.example/room_(1)');
    expect(outputOf('https://a.example/a,b')).toBe('https://a.example/a,b');
  });

  it('may be the picture itself without its type', () => {
    const base64 = `iVBORw0KGgo${'A'.repeat(100)}`;
    expect(outputOf(`data:;base64,${base64}`)).toBe(`data:image/png;base64,${base64}`);
    expect(outputOf(`data:application/octet-stream;base64,${base64}`)).toContain('image/png');
    expect(outputOf(`data:application/octet-stream;base64,${'A'.repeat(100)}`)).toBeUndefined();
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

describe('what the database gets of a job', () => {
  it('has no NUL and no half of a character', () => {
    const half =
      '{"status":"a\\u0000b\\ud800","mode":"\\udc00x","output":"https://a.example/\\ud800"}';
    const job = parseJob(half);
    for (const text of [job?.status, job?.mode, job?.output]) {
      expect(text).toBeTypeOf('string');
      expect(text?.isWellFormed()).toBe(true);
      expect(text).not.toContain('\0');
    }
    expect(parseFailure('{"status":"failed","error":"a\\ud800\\u0000"}')?.isWellFormed()).toBe(
      true,
    );
  });

  it('has the start of a long status: it may hold the reason of a failure', () => {
    const long = parseJob(JSON.stringify({ status: `failed: ${'no room '.repeat(100)}` }));
    expect(long?.status).toHaveLength(200);
    expect(meaningOf(long?.status ?? '')).toBe('failure');
  });
});

describe('a crafted response', () => {
  const nested = (name: string, depth: number) =>
    `{"status":"failed",${`"${name}":{`.repeat(depth)}"x":1${'}'.repeat(depth)}}`;
  const list = (depth: number): unknown =>
    depth === 0 ? {} : Array.from({ length: 20 }, () => list(depth - 1));
  it.each([
    ['status', nested('status', 100_000)],
    ['createdAt', nested('createdAt', 100_000)],
    ['$date', `{"status":"x","createdAt":${'{"$date":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['output', nested('output', 100_000)],
    ['error', nested('error', 100_000)],
    ['a wide output', JSON.stringify({ status: 'failed', output: list(4), error: list(4) })],
    [
      'quotes',
      JSON.stringify({ status: 'failed', output: '"'.repeat(1e6), error: '{'.repeat(1e6) }),
    ],
    ['brackets', JSON.stringify({ status: '(:'.repeat(1e6), output: '(['.repeat(8_000) })],
  ])('costs no more than reading its JSON: %s', (_name, body) => {
    const cpu = (work: () => unknown) => {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    const reading = cpu(() => JSON.parse(body));
    const parsing = cpu(() => [parseJob(body), parseFailure(body)]);
    expect(parsing).toBeLessThan(3 * reading + 150);
  });
});

describe('a relative address of a result', () => {
  const BASE = 'https://api.example/v1/';
  const outputOf = (output: unknown, base?: string) =>
    parseJob(JSON.stringify({ status: 'success', output }), base)?.output;

  it.each([
    ['/files/one.png', 'https://api.example/files/one.png'],
    ['/files/1234', 'https://api.example/files/1234'],
    ['./one.png', 'https://api.example/v1/one.png'],
    ['../one', 'https://api.example/one'],
    ['files/one.webp?sig=a%2Fb', 'https://api.example/v1/files/one.webp?sig=a%2Fb'],
    ['//cdn.example/one.jpg', 'https://cdn.example/one.jpg'],
    [[{ url: '/files/one.png' }], 'https://api.example/files/one.png'],
  ])('%j is read', (output, address) => {
    expect(outputOf(output, BASE)).toBe(address);
    expect(outputOf(output)).toBeUndefined();
  });

  it.each([
    'done',
    'see the logs',
    'javascript:alert(1)/x.png',
    'file:///etc/x.png',
    'a b.png',
    '',
  ])('%j is none', (output) => {
    expect(outputOf(output, BASE)).toBeUndefined();
  });

  it('counts only where there is no other', () => {
    const output = ['/thumbnails/one.png', 'https://cdn.example/one.png'];
    expect(outputOf(output, BASE)).toBe('https://cdn.example/one.png');
  });
});
