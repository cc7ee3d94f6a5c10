import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it as plain } from 'vitest';
import { openStorage, type Storage, StorageError } from '@/lib/storage';
import { startBlobStore } from '../../setup/blob-server';
import { freePort } from '../../setup/free-port';
import { startS3 } from '../../setup/s3-server';
import { temporaryFolder } from '../../setup/temp-folder';
import { onEach, test } from '../../setup/test';

const bytes = (text: string) => new TextEncoder().encode(text);
const KEY = 'results/ab/full.webp';

async function textOf(storage: Storage, key: string, range?: { start: number; end: number }) {
  const stream = await storage.get(key, range);
  return stream === null ? null : new Response(stream).text();
}

async function keysOf(storage: Storage, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.sort();
}

const KINDS = ['folder', 's3', 'vercel-blob'] as const;
const it = test
  .extend('kind', { scope: 'file' }, 'folder' as (typeof KINDS)[number])
  .extend('storage', { scope: 'file' }, async ({ kind }, { onCleanup }) => {
    if (kind !== 'folder') {
      const server = await (kind === 's3' ? startS3() : startBlobStore());
      onCleanup(server.close);
      return openStorage(server.settings);
    }
    const folder = temporaryFolder();
    onCleanup(folder.remove);
    return openStorage({ kind: 'folder', path: join(folder.path, 'files') });
  });

const each = onEach(it, 'kind', KINDS);

describe.each(each)('a store of the kind $value', ({ it: on }) => {
  on('returns what was stored, whole and in parts', async ({ storage }) => {
    await storage.put(KEY, bytes('0123456789'), 'image/webp');
    expect(await textOf(storage, KEY)).toBe('0123456789');
    expect(await textOf(storage, KEY, { start: 2, end: 4 })).toBe('234');
    expect(await textOf(storage, KEY, { start: 9, end: 9 })).toBe('9');
    expect(await storage.head(KEY)).toEqual({ bytes: 10 });
  });

  on('replaces a file of the same key', async ({ storage }) => {
    await storage.put(KEY, bytes('first'), 'image/webp');
    await storage.put(KEY, bytes('second'), 'image/webp');
    expect(await textOf(storage, KEY)).toBe('second');
  });

  on('has nothing where nothing was stored', async ({ storage }) => {
    expect(await storage.get('results/none')).toBeNull();
    expect(await storage.head('results/none')).toBeNull();
    await expect(storage.delete('results/none')).resolves.toBeUndefined();
  });

  on('forgets a deleted file', async ({ storage }) => {
    await storage.put('results/gone', bytes('x'), 'image/png');
    await storage.delete('results/gone');
    expect(await storage.get('results/gone')).toBeNull();
    expect(await keysOf(storage, 'results/gone')).toEqual([]);
  });

  on('lists every file below a prefix, with its size', async ({ storage }) => {
    for (let i = 0; i < 12; i++) await storage.put(`list/${i}/a`, bytes('abc'), 'image/png');
    await storage.put('other/a', bytes('abc'), 'image/png');
    expect(await keysOf(storage, 'list/')).toHaveLength(12);
    for await (const file of storage.list('list/')) {
      expect(file.bytes).toBe(3);
      expect(Math.abs(file.modifiedAt - Date.now())).toBeLessThan(60_000);
    }
  });

  on('keeps 20 MB as they are', async ({ storage }) => {
    const large = new Uint8Array(20 * 1024 * 1024).map((_, i) => (i * 7) % 251);
    await storage.put('large/a', large, 'image/png');
    const stream = await storage.get('large/a');
    const back = new Uint8Array(await new Response(stream).arrayBuffer());
    expect(Buffer.compare(back, large)).toBe(0);
  });

  on('refuses keys that are not its own', async ({ storage }) => {
    for (const key of ['', '/a', '../a', 'a/../b', 'a//b', 'A', 'a b', 'a\0', 'é', 'a/', '.a']) {
      await expect(storage.put(key, bytes('x'), 'image/png')).rejects.toThrow(TypeError);
      await expect(storage.get(key)).rejects.toThrow(TypeError);
    }
  });
});

describe('a folder', () => {
  it('lists and deletes what a killed process has left, and keeps no empty folder', async ({
    folder,
  }) => {
    const root = join(folder, 'files');
    const storage = await openStorage({ kind: 'folder', path: root });
    await storage.put(KEY, bytes('whole'), 'image/webp');
    const half = join(root, `${KEY}.0b9c.fls-tmp`);
    writeFileSync(half, 'ha');
    writeFileSync(join(root, 'results/ab/old.meta.json'), '{}');
    // Not ours: no key has such a name.
    writeFileSync(join(root, 'results/ab/.DS_Store'), '');
    expect(await keysOf(storage, 'results/ab/')).toEqual([
      KEY,
      `${KEY}.0b9c.fls-tmp`,
      'results/ab/old.meta.json',
    ]);
    rmSync(join(root, 'results/ab/.DS_Store'));
    for (const key of await keysOf(storage, 'results/ab/')) await storage.delete(key);
    expect(readdirSync(join(root, 'results'))).toEqual([]);
    await storage.put(KEY, bytes('again'), 'image/webp');
    expect(await textOf(storage, KEY)).toBe('again');
  });

  it('lists by a prefix that ends within a name too', async ({ folder }) => {
    const storage = await openStorage({ kind: 'folder', path: folder });
    await storage.put('results/a/full', bytes('x'), 'image/png');
    await storage.put('results/ab/full', bytes('x'), 'image/png');
    expect(await keysOf(storage, 'results/a/')).toEqual(['results/a/full']);
    expect(await keysOf(storage, 'results/a')).toEqual(['results/a/full', 'results/ab/full']);
    expect(await keysOf(storage, 'results/none/')).toEqual([]);
  });
});

describe('a Blob store that refuses the token', () => {
  it('is denied, and the error names no token', async ({ onTestFinished }) => {
    const server = await startBlobStore();
    onTestFinished(server.close);
    const token = 'vercel_blob_rw_aStoreOfTheTests_another';
    const storage = await openStorage({ kind: 'vercel-blob', token });
    for (const use of [
      () => storage.put(KEY, bytes('x'), 'image/png'),
      () => storage.get(KEY),
      () => storage.head(KEY),
      () => storage.delete(KEY),
    ]) {
      const error = await use().catch((thrown) => thrown);
      expect(error).toBeInstanceOf(StorageError);
      expect(error.fault).toBe('denied');
      expect(JSON.stringify(error) + String(error)).not.toContain('_another');
    }
  });
});

describe('a bucket that fails', () => {
  /** Answers every request with this status. */
  async function failingBucket(status: number) {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(status).end();
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const storage = await openStorage({
      kind: 's3',
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'bottega',
      region: 'us-east-1',
      accessKeyId: 'an-access-key',
      secretAccessKey: 'a-secret-access-key',
      forcePathStyle: true,
    });
    return { storage, requests: () => requests, close: () => server.close() };
  }

  plain.each([
    [503, 'unavailable'],
    [500, 'unavailable'],
    [403, 'denied'],
    [401, 'denied'],
  ])('with %i is %s, and the error names no secret', async (status, fault) => {
    const bucket = await failingBucket(status);
    const error = await bucket.storage.put(KEY, bytes('x'), 'image/png').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(StorageError);
    expect(error.fault).toBe(fault);
    expect(JSON.stringify(error) + String(error)).not.toContain('secret-access');
    bucket.close();
  });
});
