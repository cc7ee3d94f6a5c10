import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { guardedGet, TimeoutError } from '@/lib/guarded-fetch';
import { type Chunks, impatient, limitedStream } from '@/lib/limited-stream';

/** Sends `count` chunks of a byte, one every `everyMs`. */
async function* drip(count: number, everyMs: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n++) {
    await sleep(everyMs);
    yield new Uint8Array([n]);
  }
}

const readAll = async (chunks: Chunks, pauseMs = 0) => {
  let size = 0;
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return size;
    size += value.byteLength;
    await sleep(pauseMs);
  }
};

describe('impatient', () => {
  it('gives up on a sender that is silent', async () => {
    const chunks = impatient(drip(1, 60_000), { idleMs: 20, totalMs: 60_000 });
    await expect(chunks.next()).rejects.toThrow(TimeoutError);
  });

  it('gives up on a sender that drips', async () => {
    const chunks = impatient(drip(1_000, 10), { idleMs: 5_000, totalMs: 100 });
    await expect(readAll(chunks)).rejects.toThrow(TimeoutError);
  });

  it('does not count the time in which the reader pauses', async () => {
    const chunks = impatient(drip(5, 0), { idleMs: 2_000, totalMs: 2_000 });
    expect(await readAll(chunks, 600)).toBe(5);
  });
});

describe('limitedStream', () => {
  it('fails and closes the sender once it is too large', async () => {
    let closed = false;
    const stream = limitedStream(new Uint8Array(3), drip(9, 0), 5, () => {
      closed = true;
    });
    await expect(new Response(stream).arrayBuffer()).rejects.toThrow();
    expect(closed).toBe(true);
  });
});

describe('guardedGet', () => {
  it('leaves a picture whole whose reader pauses for longer than the limit of the headers', async () => {
    const picture = Buffer.alloc(8 * 1024 * 1024, 7);
    const server = createServer((_request, response) => response.end(picture));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const response = await guardedGet(new URL(origin), { trustedOrigin: origin, timeoutMs: 300 });
    await sleep(1_000);
    expect((await buffer(response)).equals(picture)).toBe(true);
    server.closeAllConnections();
    server.close();
  });
});
