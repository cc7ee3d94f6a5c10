import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken, newToken } from '@/lib/tokens/format';
import { type OnRemote, startOnRemote } from '../../setup/on-remote';
import { databases } from '../../setup/temp-db';
import { bearer, makeToken } from '../../setup/token';

/** What a request costs is counted in round trips to a real libSQL server, never in time. */
describe.skipIf(!databases.includes('libsql'))('on a remote database', () => {
  let house: OnRemote;
  beforeAll(async () => {
    house = await startOnRemote();
  });
  afterAll(() => house?.close());

  const ask = async (path: string, token: string) => {
    const response = await fetch(`${house.app.url}${path}`, bearer(token));
    await response.arrayBuffer();
    return response.status;
  };
  /** The round trips of a piece of work that name something of it: the sweep goes on beside it. */
  async function tripsOf(work: () => Promise<unknown>, ...names: string[]) {
    const before = house.proxy.trips.length;
    await work();
    return house.proxy.trips
      .slice(before)
      .filter((trip) => names.some((name) => trip.includes(name)));
  }

  it('a settled job costs a script one round trip, and now and then a write that nobody waits for', async () => {
    const id = `job-${randomUUID()}`;
    house.upstream.set(id, {
      kind: 'json',
      body: '{"status":"success","output":"https://a.example/x"}',
    });
    const { token, view } = await makeToken(house.user);
    expect(await ask(`/v1/job/${id}`, token)).toBe(200);

    const trips = await tripsOf(
      async () => {
        for (let i = 0; i < 100; i++) expect(await ask(`/v1/job/${id}`, token)).toBe(200);
      },
      hashToken(token),
      view.id,
      id,
      'requests-user',
    );
    const reads = trips.filter((trip) => /"sql":"select /i.test(trip));
    const purchases = trips.filter((trip) => trip.includes('requests-'));
    expect(reads).toHaveLength(100);
    // Blocks of 20 for the token and of 40 for the user, each bought ahead; the last use was stamped before.
    expect(purchases.length).toBeGreaterThan(0);
    expect(purchases.length).toBeLessThanOrEqual(9);
    expect(trips).toHaveLength(reads.length + purchases.length);
  });

  it('5,000 malformed tokens cost it nothing', async () => {
    const good = newToken();
    const malformed = (i: number) =>
      i % 2 ? `${good.slice(0, -5)}${String(i).padStart(5, '0')}` : `bottega_pat_${i}`;
    const trips = await tripsOf(
      async () => {
        for (let i = 0; i < 5_000; i += 50) {
          const batch = Array.from({ length: 50 }, (_, j) => ask('/api/jobs', malformed(i + j)));
          expect(new Set(await Promise.all(batch))).toEqual(new Set([401]));
        }
      },
      '"tokens"',
      '"sessions"',
      '"throttles"',
      '"users"',
    );
    expect(trips).toEqual([]);
    // The counting sees what there is to see: a well-formed token that nobody has made costs one.
    expect(await tripsOf(() => ask('/api/jobs', newToken()), '"tokens"')).toHaveLength(1);
  });
});
