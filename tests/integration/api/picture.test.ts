import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { results } from '@/lib/db';
import { bytesOf, testStored as it } from '../../setup/stored-result-test';
import { tokenOf } from '../../setup/token';

const FOR_EVER = 'private, max-age=31536000, immutable';
const REVALIDATE = 'private, no-cache';

describe('a stored result', () => {
  it('is served in every size, although its source is gone', async ({ user, stored }) => {
    const sizes: [string, Buffer | undefined, string][] = [
      ['', stored.full, 'image/jpeg'],
      ['?size=full', stored.full, 'image/jpeg'],
      ['?size=320', stored.thumbnails[320], 'image/webp'],
      ['?size=640', stored.thumbnails[640], 'image/webp'],
      ['?size=1280', stored.thumbnails[1280], 'image/webp'],
    ];
    // Twice: the second time small files come from memory.
    for (const [query, bytes, type] of [...sizes, ...sizes]) {
      const response = await user.fetch(stored.path + query);
      expect([query, response.status]).toEqual([query, 200]);
      const { headers } = response;
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('content-length')).toBe(String(bytes?.byteLength));
      expect(headers.get('etag')).toBe(`"${stored.hash}-${query.slice(6) || 'full'}"`);
      expect(headers.get('accept-ranges')).toBe('bytes');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect((await bytesOf(response)).equals(bytes ?? Buffer.of())).toBe(true);
    }
  });

  it('may be kept for a year where the address has its hash', async ({ user, stored }) => {
    const { hash } = stored;
    const other = hash.startsWith('0') ? `1${hash.slice(1)}` : `0${hash.slice(1)}`;
    const cases = [
      ['', REVALIDATE],
      ['&v=', REVALIDATE],
      [`&v=${hash.slice(0, 1)}`, REVALIDATE],
      [`&v=${other.slice(0, 16)}`, REVALIDATE],
      [`&v=${hash.slice(0, 16)}`, FOR_EVER],
      [`&v=${hash}`, FOR_EVER],
    ] as const;
    for (const [query, expected] of cases) {
      const path = `${stored.path}?size=320${query}`;
      const etag = `"${hash}-320"`;
      const whole = await user.fetch(path);
      const same = await user.fetch(path, { headers: { 'if-none-match': etag } });
      const seen = [whole, same].map(({ status, headers }) => [
        status,
        headers.get('cache-control'),
        headers.get('etag'),
      ]);
      expect([query, ...seen]).toEqual([query, [200, expected, etag], [304, expected, etag]]);
    }
  });

  it('is 304 for its own ETag only', async ({ user, stored }) => {
    const etag = `"${stored.hash}-320"`;
    const cases: [string, number][] = [
      [etag, 304],
      [`W/${etag}`, 304],
      [`"x", ${etag}`, 304],
      ['*', 304],
      [`"${stored.hash}-640"`, 200],
      ['"x"', 200],
    ];
    for (const [tags, status] of cases) {
      const headers = { 'if-none-match': tags, range: 'bytes=0-9' };
      const response = await user.fetch(`${stored.path}?size=320`, { headers });
      expect([tags, response.status]).toEqual([tags, status === 200 ? 206 : 304]);
      if (status === 304) expect(await response.text()).toBe('');
    }
  });

  it.for(['320', 'full'] as const)('is sent in parts: %s', async (size, { user, stored }) => {
    const bytes = size === 'full' ? stored.full : (stored.thumbnails[320] ?? Buffer.of());
    const total = bytes.byteLength;
    const etag = `"${stored.hash}-${size}"`;
    const parts: [Record<string, string>, [start: number, end: number] | 200 | 416][] = [
      [{ range: 'bytes=0-0' }, [0, 0]],
      [{ range: 'bytes=10-99' }, [10, 99]],
      [{ range: 'bytes=100-' }, [100, total - 1]],
      [{ range: 'bytes=-7' }, [total - 7, total - 1]],
      [{ range: `bytes=-${total * 2}` }, [0, total - 1]],
      [{ range: `bytes=5-${total * 2}` }, [5, total - 1]],
      [{ range: 'BYTES = 1-2'.replace(/ /g, '') }, [1, 2]],
      [{ range: 'bytes=1-2', 'if-range': etag }, [1, 2]],
      [{ range: 'bytes=1-2', 'if-range': '"other"' }, 200],
      [{ range: 'bytes=1-2', 'if-range': `W/${etag}` }, 200],
      [{ range: 'bytes=1-2', 'if-range': new Date().toUTCString() }, 200],
      [{ range: `bytes=${total}-` }, 416],
      [{ range: 'bytes=-0' }, 416],
      [{ range: 'bytes=0-1,5-6' }, 200],
      [{ range: 'bytes=5-1' }, 200],
      [{ range: 'bytes=a-b' }, 200],
      [{ range: 'items=0-1' }, 200],
      [{ range: 'bytes' }, 200],
    ];
    for (const [headers, expected] of parts) {
      const response = await user.fetch(`${stored.path}?size=${size}`, { headers });
      const body = await bytesOf(response);
      const name = JSON.stringify(headers);
      const range = response.headers.get('content-range');
      const length = response.headers.get('content-length');
      if (expected === 416) {
        expect([name, response.status, range]).toEqual([name, 416, `bytes */${total}`]);
        expect(JSON.parse(String(body)).error.code).toBe('range_not_satisfiable');
      } else if (expected === 200) {
        expect([name, response.status, range, length]).toEqual([name, 200, null, String(total)]);
        expect(body.equals(bytes)).toBe(true);
      } else {
        const [start, end] = expected;
        const sent = [name, 206, `bytes ${start}-${end}/${total}`, String(end - start + 1)];
        expect([name, response.status, range, length]).toEqual(sent);
        expect(body.equals(bytes.subarray(start, end + 1))).toBe(true);
        expect(response.headers.get('etag')).toBe(etag);
      }
    }
  });

  it('has the same headers for HEAD', async ({ user, addJob, store }) => {
    for (const size of ['320', '640', '1280', 'full']) {
      const id = await addJob();
      await store(id);
      const path = `/api/jobs/${id}/picture?size=${size}`;
      // First HEAD: nothing has been read yet.
      const head = await user.fetch(path, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
      const whole = await user.fetch(path);
      await whole.arrayBuffer();
      const own = (response: Response) =>
        [...response.headers].filter(
          ([name]) => !/^(?:connection|date|keep-alive|x-request-id|ratelimit)/.test(name),
        );
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect(own(head)).toEqual(own(whole));
    }
  });

  it('comes with a useful name', async ({ user, addJob, store, stored }) => {
    const saved = (await user.fetch(`${stored.path}?download=1`)).headers;
    expect(saved.get('content-disposition')).toBe(
      'attachment; filename="Living room, north - furnish.jpg"',
    );
    const shown = (await user.fetch(`${stored.path}?size=640`)).headers;
    expect(shown.get('content-disposition')).toBe(
      'inline; filename="Living room, north - furnish.webp"',
    );
    const id = await addJob('Küche "Süd"');
    await store(id);
    const named = await user.fetch(`/api/jobs/${id}/picture?download=1`);
    expect(named.headers.get('content-disposition')).toBe(
      `attachment; filename="Kuche -Sud- - furnish.jpg"; filename*=UTF-8''K%C3%BCche%20-S%C3%BCd-%20-%20furnish.jpg`,
    );
  });
});

describe('a result that is not stored', () => {
  it('is streamed from upstream, and not to be kept', async ({ user, addJob, database }) => {
    const id = await addJob(null, '/pictures/one.png');
    await database.db.update(results).set({ state: 'failed' }).where(eq(results.jobId, id));
    const response = await user.fetch(`/api/jobs/${id}/picture?size=320`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('etag')).toBeNull();
    expect((await bytesOf(response)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('is gone once its time is over, even if upstream still has it', async ({
    user,
    addJob,
    store,
    database,
  }) => {
    const id = await addJob(null, '/pictures/one.png');
    await store(id);
    const expired = { state: 'expired' as const, folder: null, hash: null };
    await database.db.update(results).set(expired).where(eq(results.jobId, id));
    const response = await user.fetch(`/api/jobs/${id}/picture`);
    expect(response.status).toBe(410);
    expect(await response.json()).toMatchObject({ error: { code: 'result_expired' } });
  });

  it('is streamed from upstream if its file is missing', async ({
    user,
    addJob,
    store,
    storage,
  }) => {
    const id = await addJob(null, '/pictures/one.png');
    const { folder } = await store(id);
    for (const name of ['full', '320.webp']) await storage.delete(`${folder}/${name}`);
    for (const size of ['full', '320']) {
      const response = await user.fetch(`/api/jobs/${id}/picture?size=${size}`);
      expect([size, response.status, response.headers.get('content-type')]).toEqual([
        size,
        200,
        'image/png',
      ]);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
    const other = await user.fetch(`/api/jobs/${id}/picture?size=640`);
    expect(other.headers.get('content-type')).toBe('image/webp');
  });
});

describe('a stored result of somebody else', () => {
  it('is the same 404 as a missing one, with and without its ETag', async ({
    app,
    stranger,
    stored,
  }) => {
    const headers = { 'if-none-match': `"${stored.hash}-320"`, range: 'bytes=0-1' };
    const ask = async (id: string, init?: RequestInit) => {
      const response = await stranger.fetch(`/api/jobs/${id}/picture?size=320`, init);
      const kept = response.headers.get('cache-control');
      return [response.status, kept, await response.text()];
    };
    for (const init of [{}, { headers }, { method: 'HEAD' }]) {
      const foreign = await ask(stored.id, init);
      expect(foreign[0]).toBe(404);
      expect(foreign).toEqual(await ask('no-such-job', init));
    }
    expect((await fetch(app.url + stored.path, { headers })).status).toBe(401);
    const token = await tokenOf(stranger);
    const authorization = { authorization: `Bearer ${token}` };
    expect((await fetch(app.url + stored.path, { headers: authorization })).status).toBe(404);
  });
});
