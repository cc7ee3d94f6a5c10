import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '@/sandbox';

const BODY = { url: 'https://unreachable.invalid/a.jpg', sandbox_seconds: 0 };

type Wish = { sandbox_answer?: string; sandbox_status?: number; sandbox_started?: boolean };

let sandbox: Sandbox;
const called: { id: string; output: string }[] = [];
const receiver = createServer(async (request, response) => {
  called.push(await new Response(request as never).json());
  response.end();
});
let webhook: string;

beforeEach(() => {
  silence = new AbortController();
});
beforeAll(async () => {
  sandbox = await startSandbox({ apiKey: 'key', alone: true });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await sandbox.close();
  receiver.close();
});

/** Ends requests that are never answered. */
let silence = new AbortController();

const post = (body: object, mode = 'upscale', query = '') =>
  fetch(`${sandbox.url}/${mode}${query}`, {
    method: 'POST',
    headers: { authorization: 'Bearer key' },
    body: JSON.stringify({ ...BODY, webhook, ...body }),
    signal: silence.signal,
  });

describe('a request to the sandbox', () => {
  it.each([400, 402, 429, 500, 503])('gets %i if it wishes for it', async (status) => {
    const response = await post({ sandbox_status: status });
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(status === 429 ? '1' : null);
  });

  it('gets it only so many times', async () => {
    const wish = { sandbox_status: 402, sandbox_times: 2 };
    const ask = async (url: string) => (await post({ ...wish, url })).status;
    const urls = ['one', 'two', 'three'].map((name) => `https://unreachable.invalid/${name}`);
    for (const [i, url] of urls.entries()) expect(await ask(url)).toBe(i < 2 ? 402 : 200);
  });

  it('wishes in its query too', async () => {
    expect((await post({}, 'upscale', '?sandbox_status=503')).status).toBe(503);
  });

  it('is answered as usual after a wish that is none', async () => {
    const response = await post({
      sandbox_status: 200,
      sandbox_answer: 'song',
      sandbox_fate: 3,
      sandbox_seconds: 'long',
    });
    expect(response.status).toBe(200);
  });

  it.each([
    [{ sandbox_answer: 'html' }, 'text/html'],
    [{ sandbox_answer: 'close' }, null],
    [{ sandbox_status: 500, sandbox_started: true }, 'application/json'],
    [{ sandbox_answer: 'silence' }, null],
  ])('may start a job without a useful answer: %o', async (wish: Wish, type) => {
    called.length = 0;
    const answer = post({ ...wish, sandbox_fate: 'success' }).catch(() => null);
    await expect.poll(() => called.length).toBe(1);
    if (wish.sandbox_answer === 'silence') silence.abort();
    expect((await answer)?.headers.get('content-type') ?? null).toBe(type);
    const headers = { authorization: 'Bearer key' };
    const job = await fetch(`${sandbox.url}/job/${called[0]?.id}`, { headers });
    expect(await job.json()).toMatchObject({ status: 'success', mode: 'upscale' });
  });

  it('calls its webhook when the job has ended, and not if it failed', async () => {
    called.length = 0;
    await post({ sandbox_fate: 'failed' });
    const created = await post({ sandbox_fate: 'success' }, 'magic-enhancer');
    const { id, ...rest } = (await created.json()) as { id: string };
    expect(rest).toEqual({ status: 'pending', mode: 'magic-enhancer' });
    await expect.poll(() => called).toEqual([{ id, output: expect.stringContaining(id) }]);
  });
});
