import { describe, expect, it } from 'vitest';
import { corsHeaders } from '../../../../scripts/server/cors.mjs';
import { type Handle, startFront } from '../../../setup/front';
import { rawGet, sendRaw } from '../../../setup/raw';

const PAGE = 'https://app.example.com';

const html =
  (headers: Record<string, string> = {}): Handle =>
  async (_request, response) => {
    response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end('<p>');
  };

describe('HTML', () => {
  it('without a Content-Security-Policy gets one that allows no scripts', async () => {
    const { url } = await startFront(html());
    const { headers } = await sendRaw(url, rawGet('/_next/nope'));
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  it('keeps its own', async () => {
    const { url } = await startFront(html({ 'Content-Security-Policy': "default-src 'self'" }));
    const { headers } = await sendRaw(url, rawGet('/'));
    expect(headers['content-security-policy']).toBe("default-src 'self'");
  });
});

describe('a body whose length the app knows', () => {
  it('has a Content-Length, also for HEAD', async () => {
    const { url } = await startFront(async ({ method }, response) => {
      response.writeHead(200, { 'Content-Type': 'image/webp', 'X-Bottega-Length': '5' });
      response.end(method === 'HEAD' ? undefined : 'hello');
    });
    for (const method of ['GET', 'HEAD']) {
      const { headers, body } = await sendRaw(url, rawGet('/api/jobs/x/picture', [], method));
      expect(headers).toMatchObject({ 'content-length': '5' });
      expect(headers).not.toHaveProperty('x-bottega-length');
      expect(headers).not.toHaveProperty('transfer-encoding');
      expect(body).toBe(method === 'HEAD' ? '' : 'hello');
    }
  });

  it('has none if it is compressed', async () => {
    const text = 'hello '.repeat(1_000);
    const { url } = await startFront(async (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'X-Bottega-Length': text.length });
      response.end(text);
    });
    const gzip = rawGet('/api/x', ['Accept-Encoding: gzip']);
    const { headers } = await sendRaw(url, gzip);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'transfer-encoding': 'chunked' });
    expect(headers).not.toHaveProperty('content-length');
  });
});

describe('Strict-Transport-Security', () => {
  const REQUESTS = [
    rawGet('/'),
    rawGet('/%ff'),
    rawGet('/', [], 'TRACE'),
    rawGet('*', [], 'OPTIONS'),
    Buffer.from('nonsense\r\n\r\n'),
    Buffer.from('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'),
  ];

  it('is on every response where browsers use https, and on none elsewhere', async () => {
    for (const https of [true, false]) {
      const { url } = await startFront(html(), { https });
      for (const request of REQUESTS) {
        const { headers } = await sendRaw(url, request);
        expect(headers['strict-transport-security']).toBe(https ? 'max-age=31536000' : undefined);
      }
    }
  });

  it('does not depend on what the client says', async () => {
    const { url } = await startFront(html());
    const { headers } = await sendRaw(url, rawGet('/', ['X-Forwarded-Proto: https']));
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('a rejection', () => {
  const allowedOrigins = ['http://localhost:5173', PAGE];
  const origin = `Origin: ${PAGE}`;
  const REJECTED: [name: string, request: Buffer, status: number][] = [
    ['an invalid path', rawGet('/v1/job/%ff', [origin]), 400],
    ['too many parameters', rawGet(`/v1/job/x?${'a&'.repeat(200)}`, [origin]), 400],
    ['a method', rawGet('/v1/job/x', [origin], 'TRACE'), 405],
    ['headers that are too large', rawGet('/', [origin, `X-A: ${'a'.repeat(20_000)}`]), 431],
    ['an expectation', rawGet('/', [origin, 'Expect: nonsense']), 417],
    ['a malformed header', rawGet('/', [origin, 'bad header']), 400],
  ];

  it.each(REJECTED)(
    'of %s can be read by a page of an allowed origin',
    async (_name, request, status) => {
      const { url } = await startFront(html(), { allowedOrigins });
      const answer = await sendRaw(url, request);
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
        status,
        PAGE,
      ]);
      expect(answer.headers.vary).toBe('Origin');
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    },
  );

  it('can be read by no other page', async () => {
    const { url } = await startFront(html(), { allowedOrigins });
    for (const other of ['https://evil.example', 'null', `${PAGE}.evil.example`]) {
      const { headers } = await sendRaw(url, rawGet('/%ff', [`Origin: ${other}`]));
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect(corsHeaders([], PAGE)).toEqual({});
  });
});
