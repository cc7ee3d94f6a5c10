import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { describe, expect } from 'vitest';
import { noisyPicture } from '../../setup/stored-result';
import { testStored } from '../../setup/stored-result-test';

const READERS = 20;
const MB = 1024 * 1024;
/** The largest that is stored. */
const BYTES = 40 * MB;
/** More than what sockets and streams hold of a picture. */
const STEP = 4 * MB;

/** Where Linux tells of other processes. */
const PROC = existsSync('/proc/self/status');

type Reader = { response: IncomingMessage; chunks: AsyncIterator<Buffer> };

const it = testStored
  .extend('large', { scope: 'file' }, async ({ addJob, store }) => {
    const id = await addJob();
    const shown = await noisyPicture();
    const { folder } = await store(id, { picture: randomBytes(BYTES), shown });
    return { path: `/api/jobs/${id}/picture`, folder };
  })
  /** The memory of the app, bytes. */
  .extend('memory', { scope: 'file' }, ({ app }) => () => {
    const status = readFileSync(`/proc/${app.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
  })
  /** How many files of the picture the app has open. */
  .extend('openFiles', { scope: 'file' }, ({ app, large }) => () => {
    const folder = `/proc/${app.pid}/fd`;
    return readdirSync(folder).filter((fd) => {
      try {
        return readlinkSync(`${folder}/${fd}`).includes(large.folder);
      } catch {
        return false;
      }
    }).length;
  })
  /** Requests the picture, and reads nothing of it yet. */
  .extend(
    'open',
    { scope: 'file' },
    ({ app, user, large }) =>
      (headers: Record<string, string> = {}) => {
        const { promise, resolve, reject } = Promise.withResolvers<Reader>();
        const agent = new Agent({ keepAlive: false });
        const sent = { cookie: user.cookie, ...headers };
        get(app.url + large.path, { agent, headers: sent }, (response) =>
          resolve({ response, chunks: response[Symbol.asyncIterator]() }),
        ).on('error', reject);
        return promise;
      },
  );

/** Reads at least `size` bytes more, unless the response ends; returns how many it read. */
async function readSome({ chunks }: Reader, size: number): Promise<number> {
  let read = 0;
  while (read < size) {
    const { done, value } = await chunks.next();
    if (done) break;
    read += value.byteLength;
  }
  return read;
}

describe.runIf(PROC)('a picture of 40 MB', () => {
  it('is never in memory as a whole: 20 slow readers cost less than 100 MB', async ({
    open,
    memory,
    openFiles,
  }) => {
    // What the first requests load does not count.
    await readSome(await open(), BYTES);
    const before = memory();
    let most = 0;
    const readers = await Promise.all(Array.from({ length: READERS }, () => open()));
    const read = readers.map(() => 0);
    while (read.some((size) => size < BYTES)) {
      for (const [at, reader] of readers.entries()) {
        read[at] =
          (read[at] ?? 0) + (await readSome(reader, Math.min(STEP, BYTES - (read[at] ?? 0))));
        most = Math.max(most, memory());
      }
    }
    console.log(`20 readers of a 40 MB picture: ${((most - before) / MB).toFixed(1)} MB`);
    expect(most - before).toBeLessThan(100 * MB);
    expect(read).toEqual(readers.map(() => BYTES));
    await expect.poll(openFiles).toBe(0);
  });

  it('is closed when its reader hangs up', async ({ open, openFiles }) => {
    const readers = await Promise.all([
      ...Array.from({ length: 5 }, () => open()),
      ...Array.from({ length: 5 }, () => open({ range: `bytes=${MB}-` })),
    ]);
    for (const reader of readers) await readSome(reader, 1);
    expect(openFiles()).toBe(10);
    for (const reader of readers) reader.response.destroy();
    await expect.poll(openFiles).toBe(0);
  });

  it('is not opened for HEAD, 304 and 416', async ({ user, large, openFiles }) => {
    const head = await user.fetch(large.path, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(BYTES));
    const etag = head.headers.get('etag') ?? '';
    const same = await user.fetch(large.path, { headers: { 'if-none-match': etag } });
    const outside = await user.fetch(large.path, { headers: { range: `bytes=${BYTES}-` } });
    expect([head.status, same.status, outside.status]).toEqual([200, 304, 416]);
    expect(openFiles()).toBe(0);
  });
});
