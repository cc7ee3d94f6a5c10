import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { createGepetto, isJobId } from '@/lib/gepetto';
import { type Client, signedIn } from '../../setup/client';
import { TEST_KEY } from '../../setup/context';
import { type RawAnswer, rawGet, sendRaw } from '../../setup/raw';
import { test } from '../../setup/test';

const JOB = /^\/v1\/job\/[A-Za-z0-9_-]{1,128}$/;

const it = test.extend(
  'get',
  ({ app, token }) =>
    (path: string) =>
      sendRaw(app.url, rawGet(path, [`Authorization: Bearer ${token}`])),
);
it.override('env', {
  GEPETTO_TIMEOUT_MS: '1500',
  GEPETTO_CALLS_PER_MINUTE: '100000',
  API_REQUESTS_PER_MINUTE: '100000000',
});

/** Expects one error in JSON. */
function expectError(answer: RawAnswer, what: string): void {
  expect([400, 404, 405, 429, 431], what).toContain(answer.status);
  const body = JSON.parse(answer.body) as { error: Record<string, string> };
  expect([Object.keys(body), Object.keys(body.error)]).toEqual([['error'], ['code', 'message']]);
  expect(body.error.message).toMatch(/^[A-Z].+\.$/s);
}

const everyByte = (id: string) =>
  [...Buffer.from(id)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
/** Escapes what would end a request line and sends the rest as raw bytes. */
const asItIs = (id: string) => id.replace(/[\s\p{Cc}]/gu, everyByte);
const twice = (id: string) => everyByte(id).replaceAll('%', '%25');

function couldBeAnId(spelling: string): boolean {
  const [path = ''] = spelling.split(/[?#]/);
  return isJobId(decodeURIComponent(path).replace(/\/$/, ''));
}

type Get = (path: string) => Promise<RawAnswer>;

/** Requests a job with a string that is rarely a valid id. Requests for unknown ids are limited per minute. */
async function tryAsId(get: Get, spelling: string): Promise<void> {
  const answer = await get(`/v1/job/${spelling}`);
  expectError(answer, spelling.slice(0, 100));
  if (answer.status === 429) expect(spelling).toSatisfy(couldBeAnId);
}

const NAUGHTY = [
  '..',
  '.',
  '../keys',
  '../../etc/passwd',
  'a/../../keys',
  'a/..',
  '..\\keys',
  '..;/keys',
  '%2e%2e%2f',
  '%2e%2e%2fkeys',
  '%252e%252e%252fkeys',
  '%c0%ae%c0%ae/',
  '%u002e',
  'a?b=c',
  'a#b',
  'a@evil.example',
  '//evil.example/x',
  'http://evil.example/x',
  'a\r\nX-Injected: 1',
  'a\u0000b',
  'a b',
  '\u202eabc',
  'é',
  '🪵',
  'ａｂｃ',
  'x'.repeat(129),
  'x'.repeat(10_000),
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '[object Object]',
  'undefined',
  'a.rsc',
  'a.json',
  '_next/data/x.json',
  '%',
  '%2',
  '%zz',
  '%ff',
  '',
];

describe('an id from a hostile caller', () => {
  it.for(NAUGHTY)('%j gets one error in JSON', async (id, { get }) => {
    // Request line and headers may have 16 KB together; longer ones are rejected unread.
    for (const spelling of [asItIs(id), everyByte(id), twice(id)]) await tryAsId(get, spelling);
  });

  it('never makes the app request anything but a job', async ({ upstream, get }) => {
    const ids = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('.', '/', '%2e', '%2f', '\\', '?', '#', 'a', '%'),
        maxLength: 12,
      }),
      fc
        .tuple(fc.constantFrom(...NAUGHTY), fc.string({ maxLength: 5 }))
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(ids, fc.constantFrom(asItIs, everyByte, twice), async (id, spell) => {
        await tryAsId(get, spell(id));
      }),
      { numRuns: 500 },
    );
    expect(upstream.requests.filter(({ url }) => !JOB.test(url))).toEqual([]);
  });

  it('is rejected by the upstream client, too', async ({ upstream }) => {
    const target = async () => ({ baseUrl: upstream.url, apiKey: TEST_KEY });
    const options = { sandbox: false, timeoutMs: 1_000, callsPerMinute: 100_000 };
    const client = createGepetto(target, options);
    const before = upstream.requests.length;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...NAUGHTY)),
        async (id) => {
          fc.pre(!isJobId(id));
          await expect(client.fetchJob(id)).rejects.toThrow('malformed job id');
        },
      ),
      { numRuns: 10_000 },
    );
    expect(upstream.requests).toHaveLength(before);
  });
});

describe('a malformed request', () => {
  const job = () => `/v1/job/job-${randomUUID()}`;

  it.for([
    [
      'two Authorization headers',
      () => rawGet(job(), ['Authorization: Bearer a', 'Authorization: Bearer b']),
    ],
    [
      'two Authorization headers and a valid cookie',
      (user: Client) =>
        rawGet(job(), [
          `Cookie: ${user.cookie}`,
          'Authorization: Bearer a',
          'authorization: Bearer a',
        ]),
    ],
    ['64 KB of header', () => rawGet(job(), [`Authorization: Bearer ${'a'.repeat(65_536)}`])],
    ['a bad escape', () => rawGet('/v1/job/%ff')],
    ['a bad escape on a page', () => rawGet('/jobs/%ff')],
    ['a bad escape in our own API', () => rawGet('/api/jobs/%ff/picture')],
    ['TRACE', () => rawGet(job(), [], 'TRACE')],
    ['TRACK', () => rawGet(job(), [], 'TRACK')],
    ['CONNECT', () => rawGet('evil.example:443', [], 'CONNECT')],
    ['the address of another server', () => rawGet('http://evil.example//v1/job/x')],
    ['a NUL in the address', () => rawGet('/v1/job/a\u0000')],
  ] as [string, (user: Client) => Buffer][])(
    '%s',
    async ([name, request], { app, upstream, user }) => {
      const before = upstream.requests.length;
      expectError(await sendRaw(app.url, request(user)), name);
      expect(upstream.requests).toHaveLength(before);
    },
  );

  const probes: [string, string[]][] = [
    ['plain', []],
    ['a subrequest', ['X-Middleware-Subrequest: proxy:proxy:proxy:proxy:proxy']],
    ['a subrequest of src', ['X-Middleware-Subrequest: src/middleware:src/middleware']],
    ['an override', ['X-Original-URL: /api/health', 'X-Rewrite-URL: /api/health']],
    ['a prefetch', ['RSC: 1', 'Next-Router-Prefetch: 1', 'Next-Router-Segment-Prefetch: /_tree']],
    ['Next-Data', ['X-Nextjs-Data: 1', 'X-Matched-Path: /api/health']],
    ['an action', ['Next-Action: 40abcdef']],
    ['an upgrade', ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: eA==']],
    ['a foreign host', ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https']],
  ];
  it.for(probes)(
    'without credentials shows nothing, however the path is written: %s',
    async ([_name, lines], { app, upstream }) => {
      const id = upstream.add({ kind: 'json', body: '{"status":"secret-status"}' });
      const spellings = [
        `/v1/job/${id}`,
        `/v1/job/${id}/`,
        `/v1//job/${id}`,
        `//v1/job/${id}`,
        `/V1/JOB/${id}`,
        `/v1/job/${id}.rsc`,
        `/v1/job/${id}.segments/_tree.segment.rsc`,
        `/v1/job%2f${id}`,
        `/%76%31/job/${id}`,
        `/v1/./job/${id}`,
        `/api/../v1/job/${id}`,
        `/api/jobs/${id}`,
        `/api/jobs/${id}.rsc`,
        `/_next/data/x/jobs/${id}.json`,
        '/v1/styles',
      ];
      for (const path of spellings) {
        const answer = await sendRaw(app.url, rawGet(path, lines));
        // Next redirects a request of its own client that lacks the checksum of the page.
        const checksum = `307 ${path}?_rsc=`;
        const redirect = `${answer.status} ${answer.headers.location}`.startsWith(checksum);
        const refused = answer.status >= 400 && answer.status < 500;
        const page = !/^\/(api|v1)\//.test(path);
        expect([path, answer.status, refused || (page && redirect)]).toEqual([
          path,
          answer.status,
          true,
        ]);
        expect(answer.body).not.toContain('secret-status');
        expect(JSON.stringify(answer.headers)).not.toContain('evil.example');
      }
      expect(upstream.requests.filter(({ url }) => url.includes(id))).toEqual([]);
    },
  );
});

describe('a body that is too large', () => {
  it('is rejected, and the connection of a sender that continues is closed', async ({ app }) => {
    const { port } = new URL(app.url);
    const socket = connect(Number(port), '127.0.0.1').setEncoding('latin1');
    const head = [
      'POST /api/sign-up HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      `Origin: ${app.url}`,
      'Content-Type: application/json',
      'Content-Length: 5000000',
    ];
    let answer = '';
    socket.on('data', (piece: string) => {
      answer += piece;
    });
    socket.on('error', () => undefined);
    socket.write(`${head.join('\r\n')}\r\n\r\n${'x'.repeat(100_000)}`);
    const drip = setInterval(() => socket.write('x'.repeat(1_000)), 100);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(app.output()).not.toContain('uncaughtException');
  });
});

describe('an app that gets SIGTERM', () => {
  it('answers requests in flight before it stops', async ({ startSeparate, upstream }) => {
    const other = await startSeparate({ GEPETTO_TIMEOUT_MS: '1500' });
    const client = await signedIn(other.url);
    const id = upstream.add({ kind: 'hang' });
    const answer = client.fetch(`/v1/job/${id}`);
    await expect.poll(() => upstream.requests.some(({ url }) => url.endsWith(id))).toBe(true);
    const stopped = other.stop('SIGTERM');
    expect((await answer).status).toBe(504);
    await stopped;
    await expect(fetch(`${other.url}/api/health`)).rejects.toThrow();
  });
});
