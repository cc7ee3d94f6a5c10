import { describe, expect, it } from 'vitest';
import { startFront } from '../../../setup/front';
import { rawGet, sendRaw } from '../../../setup/raw';

/** Starts a server in front of an app that repeats what it sees of a request. */
const startEcho = () =>
  startFront(async (request, response) => {
    response.end(`${request.method} ${request.url} ${request.headers.host}`);
  });

describe('a request target in absolute form', () => {
  it.each([
    ['http://bottega.example/jobs?a=b', '/jobs?a=b'],
    ['https://bottega.example/', '/'],
    ['HTTP://bottega.example/%2e', undefined],
    ['http://bottega.example', '/'],
    ['http://bottega.example?a=b', '/?a=b'],
  ])('%s is served as %s of that host, whatever the Host header says', async (target, path) => {
    const { url } = await startEcho();
    const { status, body } = await sendRaw(url, rawGet(target));
    if (path === undefined) expect(status).toBe(400);
    else expect([status, body]).toEqual([200, `GET ${path} bottega.example`]);
  });

  it('keeps the port and an IPv6 address', async () => {
    const { url } = await startEcho();
    expect((await sendRaw(url, rawGet('http://[::1]:3000/x'))).body).toBe('GET /x [::1]:3000');
  });

  it('is rejected for the same reasons as a path', async () => {
    const { url, seen } = await startEcho();
    for (const path of ['//x', '/a/../b', '/%ff', `/?${'a&'.repeat(200)}`]) {
      expect((await sendRaw(url, rawGet(`http://a.example${path}`))).status).toBe(400);
    }
    expect(seen).toEqual([]);
  });
});

describe('a Host header', () => {
  const withHost = (host: string) =>
    `GET /x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

  it.each(['a/b', 'a b', 'a:x', '[::1', 'user@a', 'a,b', 'a?b', '<a>'])(
    'that names no host is rejected: %s',
    async (host) => {
      const { url, seen } = await startEcho();
      expect((await sendRaw(url, withHost(host))).status).toBe(400);
      expect(seen).toEqual([]);
    },
  );

  it.each(['a', 'a_b-c.example:3000', 'A.EXAMPLE', '127.0.0.1:80', '[::1]:3000', 'a:', 'a.', ''])(
    'that names one, or is empty, is passed on: %s',
    async (host) => {
      const { url } = await startEcho();
      expect((await sendRaw(url, withHost(host))).status).toBe(200);
    },
  );
});

describe('OPTIONS *', () => {
  it.each(['*', 'http://bottega.example'])('is answered by the server: %s', async (target) => {
    const { url, seen } = await startEcho();
    const { status, headers, body } = await sendRaw(url, rawGet(target, [], 'OPTIONS'));
    expect([status, headers.allow, body]).toEqual([
      204,
      'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      '',
    ]);
    expect(seen).toEqual([]);
  });
});
