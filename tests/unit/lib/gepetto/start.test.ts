import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createGepetto, mayHaveStarted, type StartError } from '@/lib/gepetto';

const options = { sandbox: false, timeoutMs: 100, startTimeoutMs: 300, callsPerMinute: 120 };
const KEY = 'a-key-of-the-team';
const REQUEST = { mode: 'redesign', body: { url: 'https://a.example/x.jpg', n: 1.5 } };

async function listening(listener?: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

/** An address at which nothing listens. */
async function unusedUrl() {
  const { server, url } = await listening();
  server.close();
  await once(server, 'close');
  return url;
}

/** Starts a job at an upstream that answers like this. */
async function startAt(listener: RequestListener, request = REQUEST) {
  const { server, url: baseUrl } = await listening(listener);
  const gepetto = createGepetto(async () => ({ baseUrl, apiKey: KEY }), options);
  try {
    return await gepetto.startJob(request);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answering =
  (status: number, body: string, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

describe('startJob', () => {
  it('sends the body and returns the job that upstream names', async () => {
    const received = vi.fn();
    const body = '{"status": "pending", "id": "abc_1", "mode": "furnish"}';
    const result = await startAt(async (request, response) => {
      const sent = await new Response(request as never).text();
      received(request.method, request.url, request.headers.authorization, JSON.parse(sent));
      response.writeHead(202).end(body);
    });
    expect(received).toHaveBeenCalledExactlyOnceWith(
      'POST',
      '/v1/redesign',
      `Bearer ${KEY}`,
      REQUEST.body,
    );
    const job = { status: 'pending', mode: 'furnish' };
    expect(result).toMatchObject({ kind: 'created', id: 'abc_1', job, body, httpStatus: 202 });
  });

  it.each([
    [400, 'rejected', false],
    [404, 'rejected', false],
    [422, 'rejected', false],
    [401, 'key_rejected', false],
    [402, 'out_of_credit', false],
    [403, 'forbidden', false],
    [429, 'rate_limited', false],
    [500, 'upstream_error', true],
    [503, 'upstream_error', true],
    [302, 'invalid_response', true],
  ])('reads %i as %s', async (status, kind, started) => {
    const result = await startAt(
      answering(status, '{"error":"In words."}', { 'retry-after': '7', location: '/elsewhere' }),
    );
    expect(result.kind).toBe(kind);
    expect(mayHaveStarted(result as StartError)).toBe(started);
    if (kind === 'invalid_response') return;
    expect(result).toMatchObject({
      httpStatus: status,
      words: 'In words.',
      body: '{"error":"In words."}',
    });
    if (kind === 'rate_limited') expect(result).toMatchObject({ retryAfterMs: 7_000 });
  });

  it.each([
    ['HTML', answering(200, '<h1>Welcome</h1>')],
    ['no id', answering(200, '{"status":"pending"}')],
    ['an id that is a path', answering(200, '{"status":"pending","id":"../key"}')],
    ['half of JSON', answering(201, '{"status":"pending","id":"a')],
  ])('may have started a job if the answer is %s', async (_, listener) => {
    const result = await startAt(listener);
    expect(result.kind).toBe('invalid_response');
    expect(mayHaveStarted(result as StartError)).toBe(true);
  });

  it('waits longer than for other requests, and may have started a job after silence', async () => {
    const late: RequestListener = (_, response) =>
      setTimeout(() => response.end('{"status":"pending","id":"late"}'), 150);
    expect(await startAt(late)).toMatchObject({ kind: 'created', id: 'late' });
    const silent = await startAt(() => {});
    expect(silent).toEqual({ kind: 'timeout' });
    expect(mayHaveStarted(silent as StartError)).toBe(true);
  });

  it('tells a closed connection from none', async () => {
    const closed = await startAt((request) => void request.destroy());
    expect(closed).toEqual({ kind: 'unreachable', sent: true });
    const gepetto = createGepetto(
      async () => ({ baseUrl: await unusedUrl(), apiKey: KEY }),
      options,
    );
    expect(await gepetto.startJob(REQUEST)).toEqual({ kind: 'unreachable', sent: false });
  });

  it('calls no path but a mode', async () => {
    for (const mode of ['../admin', 'job/x', '', 'a?b', 'A b']) {
      await expect(startAt(answering(200, ''), { ...REQUEST, mode })).rejects.toThrow('malformed');
    }
  });
});
