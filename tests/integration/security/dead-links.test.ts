import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { shares } from '@/lib/db';
import { beginTry, lockKey } from '@/lib/shares/lockout';
import { finished } from '../../setup/openapi-test';
import { VISITOR } from '../../setup/shared';
import { test } from '../../setup/test';

/** Where requests of the tests come from. */
const HERE = '127.0.0.1';
const ADDRESSES = ['', '/picture', '/zip', '/preview.png', '/logo', '/embed'];
/** Headers that differ between any two responses. */
const OWN = new Set(['date', 'x-request-id', 'content-security-policy']);
const ROUNDS = 200;
const ATTEMPTS = 3;

const it = test
  .extend('make', ({ user, upstream }) => async (wanted: object = {}) => {
    const json = { 'content-type': 'application/json' };
    const post = (path: string, body: object) =>
      user.fetch(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
    const id = finished(upstream);
    await post('/api/jobs', { id });
    const made = await post('/api/shares', { jobIds: [id], ...wanted });
    const { share } = (await made.json()) as { share: { id: string; path: string } };
    return { jobId: id, id: share.id, token: share.path.slice('/s/'.length) };
  })
  /** The tokens of links that do not work, by why. */
  .extend('dead', async ({ database, user, make }) => {
    const { db } = database;
    const [revoked, ended, viewed, empty] = [
      await make(),
      await make(),
      await make(),
      await make(),
    ];
    const lockedOut = await make({ password: 'linen' });
    await user.fetch(`/api/shares/${revoked.id}`, { method: 'DELETE' });
    const set = (id: string, change: Partial<typeof shares.$inferInsert>) =>
      db.update(shares).set(change).where(eq(shares.id, id));
    await set(ended.id, { expiresAt: 1 });
    await set(viewed.id, { maxViews: 1, views: 1 });
    await user.fetch(`/api/jobs/${empty.jobId}`, { method: 'DELETE' });
    for (let n = 0; n < 5; n++) await beginTry(db, lockKey(lockedOut.token, HERE));
    const tokens = { revoked, ended, viewed, empty, lockedOut };
    const unknown = randomBytes(32).toString('base64url');
    return new Map([
      ['unknown', unknown],
      ...Object.entries(tokens).map(([why, { token }]) => [why, token] as const),
    ]);
  });

/** The middle one. */
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** What a response says, without the link's own token and what differs each time. */
async function seen(url: string, token: string, init: RequestInit = {}) {
  const headers = { 'user-agent': VISITOR.userAgent, ...(init.headers as object) };
  const response = await fetch(url, { redirect: 'manual', ...init, headers });
  const said = [...response.headers].filter(([name]) => !OWN.has(name));
  const body = await response.text();
  const nonce = /nonce-([\w+/=-]+)/.exec(
    response.headers.get('content-security-policy') ?? '',
  )?.[1];
  const text = JSON.stringify({ said, body }).replaceAll(token, 'TOKEN');
  return { status: response.status, text: nonce ? text.replaceAll(nonce, 'NONCE') : text };
}

type Timed = { address: string; appUrl: string; links: (readonly [why: string, token: string])[] };

/** Medians of 200 requests for each kind of link, side by side: what slows the machine down slows all of them down. */
async function medians({ address, appUrl, links }: Timed): Promise<(readonly [string, number])[]> {
  const times = new Map(links.map(([why]) => [why, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    const first = round % links.length;
    for (const [why, token] of [...links.slice(first), ...links.slice(0, first)]) {
      const from = performance.now();
      const headers = { 'user-agent': VISITOR.userAgent };
      await (await fetch(`${appUrl}/s/${token}${address}`, { headers })).arrayBuffer();
      times.get(why)?.push(performance.now() - from);
    }
  }
  return [...times].map(([why, all]) => [why, median(all)] as const);
}

describe('links that are unknown, revoked, over or locked', () => {
  it('get the same response at every address', async ({ app, dead }) => {
    for (const address of ADDRESSES) {
      const all = new Map<string, string>();
      for (const [why, token] of dead) {
        const response = await seen(`${app.url}/s/${token}${address}`, token);
        expect([address, why, response.status]).toEqual([address, why, 404]);
        for (const kept of ['noindex, nofollow"]', 'no-referrer"]', 'no-store'])
          expect(response.text).toContain(kept);
        all.set(why, JSON.stringify(response));
      }
      for (const [why, said] of all)
        expect([address, why, said]).toEqual([address, why, all.get('unknown')]);
    }
  });

  it('get the same response to a password and to feedback', async ({ app, dead }) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: app.url };
    const bodies = { unlock: 'password=linen', feedback: 'kind=comment&text=x' };
    for (const [address, body] of Object.entries(bodies)) {
      const init = { method: 'POST', headers: form, body };
      const all = [];
      for (const [, token] of dead)
        all.push(await seen(`${app.url}/s/${token}/${address}`, token, init));
      for (const one of all) expect([address, one]).toEqual([address, all[0]]);
      expect([address, all[0]?.status]).toEqual([address, 404]);
      // A form of ours says `null`, since its page sends no referrer; browsers say which forms are not.
      for (const from of [
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { origin: 'null', 'sec-fetch-site': 'cross-site' },
      ]) {
        const headers = { ...form, ...from };
        const [, token = ''] = [...dead].at(-1) ?? [];
        const foreign = await seen(`${app.url}/s/${token}/${address}`, token, { ...init, headers });
        expect([address, foreign.status]).toEqual([address, 403]);
      }
    }
  });

  it.for(['', '/picture'])(
    'take the same time at %j',
    { timeout: 240_000 },
    async (address, { app, dead }) => {
      const links = [...dead].filter(([why]) => why !== 'viewed' && why !== 'empty');
      const found: string[] = [];
      // A busy machine may tell equal ones apart once; a difference of theirs shows each time.
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const measured = await medians({ address, appUrl: app.url, links });
        const values = measured.map(([, ms]) => ms);
        if (Math.max(...values) / Math.min(...values) < 1.1) return;
        found.push(JSON.stringify(measured));
      }
      expect.fail(`these medians differ by more than a tenth: ${found.join('; ')}`);
    },
  );
});
