import { describe, expect } from 'vitest';
import { hashToken, newToken } from '@/lib/tokens/format';
import { copyOf, testOnRemote as test } from '../../setup/on-remote';
import { databases } from '../../setup/temp-db';

import { bearer, makeToken } from '../../setup/token';

const it = test
  .extend('get', ({ app }) => async (path: string, token: string) => {
    const response = await fetch(`${app.url}${path}`, bearer(token));
    await response.arrayBuffer();
    return response.status;
  })
  /** The round trips during `work` that contain one of `names`: the sweep runs at the same time. */
  .extend(
    'tripsDuring',
    ({ proxy }) =>
      async (work: () => Promise<unknown>, ...names: string[]) => {
        const before = proxy.trips.length;
        await work();
        return proxy.trips
          .slice(before)
          .filter((trip) => names.some((name) => trip.includes(name)));
      },
  );

/** Cost is counted in round trips to a real libSQL server, not in time. */
describe.skipIf(!databases.includes('libsql'))('on a remote database', () => {
  it('a settled job costs a script one round trip, and an occasional write in the background', async ({
    upstream,
    user,
    get,
    tripsDuring,
  }) => {
    const id = upstream.add({
      kind: 'json',
      // Refused at once, so that no attempt to copy it falls into the count.
      body: '{"status":"success","output":"https://10.0.0.1/x"}',
    });
    const { token, view } = await makeToken(user);
    expect(await get(`/v1/job/${id}`, token)).toBe(200);
    await expect.poll(() => copyOf(user, id)).toBe('failed');

    const trips = await tripsDuring(
      async () => {
        for (let i = 0; i < 100; i++) expect(await get(`/v1/job/${id}`, token)).toBe(200);
      },
      hashToken(token),
      view.id,
      id,
      'requests-user',
    );
    const reads = trips.filter((trip) => /"sql":"select /i.test(trip));
    const purchases = trips.filter((trip) => trip.includes('requests-'));
    expect(reads).toHaveLength(100);
    // Quota is taken in blocks of 20 for the token and 40 for the user; the last use was recorded before.
    expect(purchases.length).toBeGreaterThan(0);
    expect(purchases.length).toBeLessThanOrEqual(9);
    expect(trips).toHaveLength(reads.length + purchases.length);
  });

  it('5,000 malformed tokens cost no round trip', async ({ get, tripsDuring }) => {
    const good = newToken();
    const malformed = (i: number) =>
      i % 2 ? `${good.slice(0, -5)}${String(i).padStart(5, '0')}` : `bottega_pat_${i}`;
    const trips = await tripsDuring(
      async () => {
        for (let i = 0; i < 5_000; i += 50) {
          const batch = Array.from({ length: 50 }, (_, j) => get('/api/jobs', malformed(i + j)));
          expect(new Set(await Promise.all(batch))).toEqual(new Set([401]));
        }
      },
      '"tokens"',
      '"sessions"',
      '"throttles"',
    );
    expect(trips).toEqual([]);
    // Proof that the count works: an unknown but well-formed token costs one.
    expect(await tripsDuring(() => get('/api/jobs', newToken()), '"tokens"')).toHaveLength(1);
  });
});
