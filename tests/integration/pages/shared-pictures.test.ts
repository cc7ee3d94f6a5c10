import { describe, expect } from 'vitest';
import { bytesOf, testStored } from '../../setup/stored-result-test';

const it = testStored
  /** Shares a job; returns the link's id and path. */
  .extend('share', { scope: 'file' }, ({ user }) => async (jobId: string) => {
    const made = await user.fetch(`/api/jobs/${jobId}/shares`, { method: 'POST' });
    return ((await made.json()) as { share: { id: string; path: string } }).share;
  })
  /** Requests a shared picture as a stranger does. */
  .extend(
    'look',
    { scope: 'file' },
    ({ app }) =>
      (path: string, query = '', init?: RequestInit) =>
        fetch(`${app.url}${path}/picture${query}`, init),
  );

describe('the stored picture of a share', () => {
  it('is kept by no browser, whatever the address says', async ({ look, share, stored }) => {
    const { path } = await share(stored.id);
    const etag = `"${stored.hash}-320"`;
    const whole = await look(path, `?size=320&v=${stored.hash.slice(0, 16)}`);
    const same = await look(path, '?size=320', { headers: { 'if-none-match': etag } });
    const part = await look(path, '?size=320', { headers: { range: 'bytes=2-5' } });
    const head = await look(path, '?size=320', { method: 'HEAD' });
    const small = stored.thumbnails[320] ?? Buffer.of();
    expect((await bytesOf(whole)).equals(small)).toBe(true);
    expect((await bytesOf(part)).equals(small.subarray(2, 6))).toBe(true);
    for (const [response, status] of [
      [whole, 200],
      [same, 304],
      [part, 206],
      [head, 200],
    ] as const) {
      expect([response.status, response.headers.get('etag')]).toEqual([status, etag]);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(response.headers.get('x-robots-tag')).toBe('noindex, nofollow');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('does not name the label, nor the job', async ({ look, share, stored }) => {
    const { path } = await share(stored.id);
    for (const query of ['?download=1', '', '?format=png&width=20&download=1']) {
      const { headers } = await look(path, query, { method: 'HEAD' });
      const name = headers.get('content-disposition') ?? '';
      expect(name).toMatch(/filename="furnish - \d{4}-\d\d-\d\d\.(?:jpg|png)"$/);
      const all = JSON.stringify([...headers]);
      expect(all).not.toContain('Living room');
      expect(all).not.toContain(stored.id);
    }
  });

  it('is gone at once when the link is revoked, or the job removed', async ({
    user,
    look,
    share,
    addJob,
    store,
  }) => {
    const id = await addJob();
    const { hash } = await store(id);
    const [one, other] = [await share(id), await share(id)];
    const unknown = `/s/${'A'.repeat(43)}`;
    const seen = async (path: string, init?: RequestInit) => {
      const response = await look(path, '?size=320', init);
      return [response.status, await response.text()];
    };
    const conditions = [{}, { headers: { 'if-none-match': `"${hash}-320"` } }, { method: 'HEAD' }];
    await user.fetch(`/api/jobs/${id}/shares/${one.id}`, { method: 'DELETE' });
    expect((await look(other.path)).status).toBe(200);
    for (const init of conditions) {
      const gone = await seen(one.path, init);
      expect(gone[0]).toBe(404);
      expect(gone).toEqual(await seen(unknown, init));
    }
    await user.fetch(`/api/jobs/${id}`, { method: 'DELETE' });
    for (const init of conditions) {
      expect(await seen(other.path, init)).toEqual(await seen(unknown, init));
    }
  });
});
