import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerOptions } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '@/lib/errors';
import { createAppServer } from '../../../../scripts/server/server.mjs';
import { rawGet, sendRaw } from '../../../setup/raw';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts the server in front of an app that records the requests which reach it. */
async function startServer(limits: ServerOptions = {}) {
  const seen: string[] = [];
  const server = createAppServer(async (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('the app');
  }, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

async function rejectionOf(bytes: string | Uint8Array, limits?: ServerOptions) {
  const { url, seen } = await startServer(limits);
  const response = await sendRaw(url, bytes);
  expect(seen).toEqual([]);
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(response.headers['cache-control']).toBe('private, no-store');
  expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  const { error, ...rest } = JSON.parse(response.body) as { error: Record<string, string> };
  expect(rest).toEqual({});
  expect(Object.keys(error)).toEqual(['code', 'message']);
  expect(error.message).toMatch(/^[A-Z].+\.$/);
  expect(ERROR_CODES).toContain(error.code);
  return { status: response.status, code: error.code, allow: response.headers.allow };
}

const INVALID = { status: 400, code: 'invalid_request', allow: undefined };
const NO_METHOD = {
  status: 405,
  code: 'method_not_allowed',
  allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
};

it('repeats a valid X-Request-Id of the client in the rejection', async () => {
  const { url } = await startServer();
  const idOf = async (given: string) =>
    (await sendRaw(url, rawGet('/..', [`X-Request-Id: ${given}`]))).headers['x-request-id'];
  expect(await idOf('my-request-1')).toBe('my-request-1');
  expect(await idOf('my request')).toMatch(/^[0-9a-f-]{36}$/);
});

describe('the server rejects', () => {
  it.each(['/a?__proto__=x', '/a?b=c&__proto__', '/a?%5f_%70roto__=x'])(
    'a parameter that Next would drop in %s',
    async (path) => expect(await rejectionOf(rawGet(path))).toEqual(INVALID),
  );

  it.each(['/%ff', '/a/%', '/a/%zz', '/%c0%ae', '/%ed%a0%80?x=1'])(
    'the invalid percent-encoding in %s',
    async (path) => expect(await rejectionOf(rawGet(path))).toEqual(INVALID),
  );

  it.each([
    '/..',
    '/v1/job/../x',
    '/a/./b',
    '/%2e%2e/x',
    '/a/%2E./b',
    '//x',
    '/a//b',
    '/a\\b',
    '/a/.',
  ])('the ambiguous path %s', async (path) =>
    expect(await rejectionOf(rawGet(path))).toEqual(INVALID),
  );

  it.each([
    ...['*', 'x', 'elsewhere.example:443', 'ftp://a.example/x', 'http://', 'http:///x'],
    ...['http://user@a.example/', 'http://a.example:80:80/', 'http://a b/', 'https://[::1/'],
  ])('the target %s', async (target) => expect(await rejectionOf(rawGet(target))).toEqual(INVALID));

  it.each(['&', '&a&', '&a=1&', '&a[]=%26'])('more than 100 parameters: %s', async (text) => {
    for (const path of ['/', '/jobs', '/v1/job/x', '/hero/x.webp', '/_next/static/x']) {
      const { status, code } = await rejectionOf(rawGet(`${path}?a${text.repeat(100)}`));
      expect([status, code]).toEqual([400, 'invalid_request']);
    }
  });

  it.each(['gzip', '////', 'chunked, gzip', 'chunked, chunked', 'identity'])(
    'a body whose end cannot be told: Transfer-Encoding: %s',
    async (coding) => {
      for (const method of ['GET', 'POST']) {
        const request = rawGet('/', [`Transfer-Encoding: ${coding}`], method);
        expect(await rejectionOf(request)).toEqual(INVALID);
      }
    },
  );

  it('more than 100 headers, and the 2,000 of which Node would drop the last', async () => {
    const tooLarge = { status: 431, code: 'headers_too_large', allow: undefined };
    for (const count of [100, 2_500]) {
      const lines = Array.from({ length: count }, () => 'a:');
      expect(await rejectionOf(rawGet('/', lines))).toEqual(tooLarge);
    }
  });

  it.each(['TRACE', 'TRACK', 'FOO', 'PROPFIND', 'PURGE', 'LINK'])('the method %s', async (method) =>
    expect(await rejectionOf(rawGet('/', [], method))).toEqual(NO_METHOD),
  );

  it('CONNECT', async () => {
    expect(await rejectionOf('CONNECT a.example:443 HTTP/1.1\r\nHost: a\r\n\r\n')).toEqual(
      NO_METHOD,
    );
  });

  it.each([
    ['Authorization: Bearer a', 'Authorization: Bearer b'],
    ['authorization: Bearer a', 'AUTHORIZATION: Bearer a'],
    ['Host: other.example'],
  ])('a repeated header: %s', async (...lines) => {
    expect(await rejectionOf(rawGet('/', lines))).toEqual(INVALID);
  });

  it('a request without a Host header, except in HTTP/1.0', async () => {
    expect(await rejectionOf('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toEqual(INVALID);
    const { url } = await startServer();
    expect(await sendRaw(url, 'GET / HTTP/1.0\r\n\r\n')).toMatchObject({
      status: 200,
      body: 'the app',
    });
  });

  it('64 KB of headers, and a URL of 64 KB', async () => {
    const tooLarge = { status: 431, code: 'headers_too_large', allow: undefined };
    expect(await rejectionOf(rawGet('/', [`X-A: ${'a'.repeat(65_536)}`]))).toEqual(tooLarge);
    expect(await rejectionOf(rawGet(`/${'a'.repeat(65_536)}`))).toEqual(tooLarge);
  });

  it.each([
    'hello\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ])('bytes that are not an HTTP request: %j', async (bytes) => {
    expect(await rejectionOf(Buffer.from(bytes, 'latin1'))).toMatchObject({ status: 400 });
  });

  it('an unknown expectation', async () => {
    const response = await rejectionOf(rawGet('/', ['Expect: the-unexpected']));
    expect(response).toEqual({ ...INVALID, status: 417 });
  });

  it('headers that never end', async () => {
    const limits = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 50 };
    const response = await rejectionOf('GET / HTTP/1.1\r\nHost: a\r\n', limits);
    expect(response).toEqual({ status: 408, code: 'request_timeout', allow: undefined });
  });
});

describe('the server passes on', () => {
  it('100 parameters', async () => {
    const { url, seen } = await startServer();
    const path = `/?${'a&'.repeat(99)}a`;
    expect((await sendRaw(url, rawGet(path))).status).toBe(200);
    expect(seen).toEqual([`GET ${path}`]);
  });

  it.each([
    '/',
    '/a/',
    '/a/..b',
    '/.well-known/x',
    '/caf%C3%A9',
    '/?x=%ff&y=//..',
    '/a%2fb',
    '/%00',
  ])('%s unchanged', async (path) => {
    const { url, seen } = await startServer();
    expect((await sendRaw(url, rawGet(path))).body).toBe('the app');
    expect(seen).toEqual([`GET ${path}`]);
  });

  it('an upgrade request as an ordinary request', async () => {
    const { url } = await startServer();
    for (const protocol of ['websocket', 'h2c']) {
      const { status, body } = await sendRaw(
        url,
        `GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: ${protocol}\r\n\r\n`,
      );
      expect([status, body]).toEqual([200, 'the app']);
    }
  });
});

describe('a connection', () => {
  const nextData = async (socket: Socket) => String((await once(socket, 'data'))[0]);

  it('stays open after a rejection, and after a response to a request with an unread body', async () => {
    const { url } = await startServer();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    closing.push(() => socket.destroy());
    socket.write('GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await nextData(socket)).toContain('400 Bad Request');
    socket.write('GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}');
    expect(await nextData(socket)).toContain('the app');
    socket.write('GET /b HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await nextData(socket)).toContain('the app');
  });

  it('is closed if the client keeps sending a body after the response', async () => {
    const { url } = await startServer();
    const sending = httpRequest(url, {
      method: 'GET',
      headers: { 'transfer-encoding': 'chunked' },
    });
    sending.on('error', () => undefined);
    const endless = setInterval(() => sending.write('x'.repeat(1_000)), 20);
    closing.push(() => clearInterval(endless));
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    response.on('error', () => undefined).resume();
    expect(response.statusCode).toBe(200);
    // `once` of node:events would reject on the connection reset that comes first.
    await new Promise((resolve) => sending.once('close', resolve));
  });

  it('carries no rejection inside a response that is being sent', async () => {
    const server = createAppServer(async (_request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('12345');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
    });
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    socket.write('nonsense\r\n\r\n');
    await once(socket, 'close');
    expect(text).toMatch(/\r\n\r\n12345$/);
  });
});
