import { buffer } from 'node:stream/consumers';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { expect, test } from 'vitest';
import { heldStream, holding } from '@/lib/held-bytes';
import { conditionalResponse } from '@/lib/http/etag';

const MB = 1024 * 1024;
const busy = expect.objectContaining({ code: 'server_busy', retryAfterMs: 5_000 });
const read = (stream: ReadableStream<Uint8Array>) => buffer(stream as NodeStream<Uint8Array>);

/** Streams of 16 MB until no more is held. */
function fill(bytes: Uint8Array): ReadableStream<Uint8Array>[] {
  const streams: ReadableStream<Uint8Array>[] = [];
  for (;;) {
    try {
      streams.push(heldStream(bytes));
    } catch (error) {
      expect(error).toEqual(busy);
      return streams;
    }
  }
}

test('large responses in memory are bounded, whatever their readers do', async () => {
  const bytes = Buffer.alloc(16 * MB, 'x');
  const [first, second, ...others] = fill(bytes);
  if (!first || !second) throw new Error('Nothing fits.');
  expect(others.length).toBeLessThan(20);
  await expect(holding(16 * MB, async () => 'read')).rejects.toEqual(busy);
  // A small one always fits.
  expect((await read(heldStream(Buffer.from('small')))).toString()).toBe('small');
  // One reader reads to the end, another leaves: both make room.
  expect((await read(first)).equals(bytes)).toBe(true);
  await second.cancel();
  const again = fill(bytes);
  expect(again).toHaveLength(2);
  await Promise.all([...others, ...again].map((stream) => stream.cancel()));
  expect(await holding(16 * MB, async () => 'read')).toBe('read');
});

test('large reads go one after the other, and let others in between', async () => {
  let running = 0;
  const order: string[] = [];
  const read = (name: string) =>
    holding(16 * MB, async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      order.push(name);
      setImmediate(() => order.push(`others after ${name}`));
    });
  const failing = holding(MB, () => Promise.reject(new Error('unreadable')));
  await Promise.all([read('a'), expect(failing).rejects.toThrow('unreadable'), read('b')]);
  await expect.poll(() => order).toEqual(['a', 'others after a', 'b', 'others after b']);
});

test('a large JSON body is streamed whole, and HEAD holds nothing', async () => {
  const body = JSON.stringify({ text: 'aé😀'.repeat(MB) });
  const url = 'https://bottega.example/v1/job/x';
  expect((await conditionalResponse(new Request(url), body).text()) === body).toBe(true);
  for (let i = 0; i < 20; i++) {
    const head = conditionalResponse(new Request(url, { method: 'HEAD' }), body);
    expect(head.body).toBeNull();
    expect(head.headers.get('etag')).toMatch(/^W\//);
  }
});
