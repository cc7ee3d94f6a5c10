import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { LoopLoad } from '../../../../scripts/server/loop-load.mjs';
import { isPage, RenderQueue } from '../../../../scripts/server/render-queue.mjs';
import { startFront } from '../../../setup/front';
import { rawGet, sendRaw } from '../../../setup/raw';

/** A server whose pages are rendered when the test says so. */
async function startPages(limits: ConstructorParameters<typeof RenderQueue>[0], load?: LoopLoad) {
  const rendering: (() => void)[] = [];
  const queue = new RenderQueue(limits, load);
  const front = await startFront(
    async ({ url = '' }, response) => {
      if (!url.startsWith('/api/')) {
        await new Promise<void>((resolve) => {
          rendering.push(resolve);
        });
      }
      response.end('the page');
    },
    { queue },
  );
  const get = (path: string, lines: string[] = []) => sendRaw(front.url, rawGet(path, lines));
  return { ...front, rendering, queue, get };
}

const LONG = { running: 2, waiting: 1, waitMs: 60_000 };

describe('more pages than can be rendered at once', () => {
  it('wait for their turn, and beyond a short queue get 503 with Retry-After', async () => {
    const { get, rendering, seen } = await startPages(LONG);
    const served = [get('/jobs/a'), get('/jobs/b'), get('/jobs/c')];
    await expect.poll(() => rendering.length).toBe(2);
    await expect.poll(async () => (await get('/jobs/d')).status).toBe(503);
    const busy = await get('/jobs/d', ['Accept-Language: fr-CH']);
    expect(busy.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(busy.body).toContain('<html lang="fr">');
    expect((await get('/jobs/d', ['Cookie: locale=en'])).body).toContain('<html lang="en">');
    expect(seen).toHaveLength(2);
    for (let i = 0; i < 3; i++) {
      await expect.poll(() => rendering.length).toBeGreaterThan(0);
      rendering.shift()?.();
    }
    for (const { body } of await Promise.all(served)) expect(body).toBe('the page');
  });

  it('leave the API alone', async () => {
    const { get, rendering } = await startPages(LONG);
    void get('/jobs/a');
    void get('/jobs/b');
    await expect.poll(() => rendering.length).toBe(2);
    for (let i = 0; i < 10; i++) expect((await get('/api/health')).status).toBe(200);
    for (const render of rendering.splice(0)) render();
  });

  it('get 503 if their turn does not come in time', async () => {
    const { get, rendering } = await startPages({ running: 1, waiting: 5, waitMs: 20 });
    const first = get('/jobs/a');
    await expect.poll(() => rendering.length).toBe(1);
    expect((await get('/jobs/b')).status).toBe(503);
    rendering.shift()?.();
    expect((await first).status).toBe(200);
    const next = get('/jobs/c');
    await expect.poll(() => rendering.length).toBe(1);
    rendering.shift()?.();
    expect((await next).status).toBe(200);
  });
});

describe('while the process has no time left', () => {
  it('fewer pages are rendered at once, and more again as soon as it has', async () => {
    let busy = true;
    const load = { isBusy: () => busy, addWork: () => undefined } as LoopLoad;
    const { get, rendering } = await startPages(
      { ...LONG, running: 3, whileBusy: 1, waiting: 9 },
      load,
    );
    const served = [get('/jobs/a'), get('/jobs/b'), get('/jobs/c'), get('/jobs/d')];
    await expect.poll(() => rendering.length).toBe(1);
    expect((await get('/api/health')).status).toBe(200);
    expect(rendering).toHaveLength(1);
    rendering.shift()?.();
    await expect.poll(() => rendering.length).toBe(1);
    busy = false;
    await expect.poll(() => rendering.length).toBe(3);
    for (const render of rendering.splice(0)) render();
    for (const { body } of await Promise.all(served)) expect(body).toBe('the page');
  });
});

describe('a place', () => {
  it('is given back by clients that leave, while they wait and while their page is rendered', async () => {
    const { port, get, rendering, queue } = await startPages({ ...LONG, running: 1, waiting: 9 });
    const open = (count: number) =>
      Array.from({ length: count }, () => {
        const socket = connect(port, '127.0.0.1');
        socket.write(rawGet('/jobs/a'));
        return socket;
      });
    const [first] = open(1);
    await expect.poll(() => rendering.length).toBe(1);
    const others = open(9);
    await expect.poll(() => queue.waiting).toBe(9);
    for (const socket of others) socket.destroy();
    await expect.poll(() => queue.waiting).toBe(0);
    first?.destroy();
    const served = get('/jobs/b');
    await expect.poll(() => rendering.length).toBe(2);
    for (const render of rendering.splice(0)) render();
    expect((await served).body).toBe('the page');
  });

  it('is not held by a client that does not read', async () => {
    const { port, url } = await startFront(
      async (request, response) => {
        if (request.url === '/small') response.end('small');
        else response.end(Buffer.alloc(20_000_000));
      },
      { queue: new RenderQueue({ running: 1, waiting: 0, waitMs: 1 }) },
    );
    const slow = connect(port, '127.0.0.1').pause();
    slow.write(rawGet('/large'));
    await expect.poll(() => slow.bytesWritten).toBeGreaterThan(0);
    await expect.poll(async () => (await sendRaw(url, rawGet('/small'))).status).toBe(200);
    slow.destroy();
  });
});

it('pages are everything that may be rendered, and nothing else', () => {
  const paged = (method: string, url: string) => isPage({ method, url } as never);
  for (const url of [
    '/',
    '/jobs',
    '/jobs/x?rsc=1',
    '/s/x',
    '/nowhere',
    '/apiary',
    '/v1x',
    '/V1/x',
  ]) {
    expect([url, paged('GET', url), paged('HEAD', url)]).toEqual([url, true, true]);
    expect(paged('POST', url)).toBe(false);
  }
  for (const url of ['/api/health', '/api', '/api?x', '/v1/job/x', '/s/x/picture?of=input']) {
    expect([url, paged('GET', url)]).toEqual([url, false]);
  }
});
