import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { count, eq, getTableName, like } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { routes } from '@/app/api/routes';
import { calls, entries, jobs, securityEvents, sessions, unknownIdCalls, users } from '@/lib/db';
import { test } from '../../setup/test';

const DONE = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;
const PENDING = { kind: 'json', body: '{"status":"pending"}' } as const;
/** What a browser says of a link that was followed from a page elsewhere, and from a page of a sibling host. */
const SITES = ['cross-site', 'same-site'];

const it = test
  .extend(
    'follow',
    ({ user }) =>
      (path: string, site: string) =>
        user.fetch(path, { headers: { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' } }),
  )
  /** Everything that a look at something may change, all users together. */
  .extend('traces', ({ database, upstream }) => async () => {
    const { db } = database;
    const tables = [entries, jobs, calls, unknownIdCalls, securityEvents];
    const counted = await Promise.all(
      tables.map(async (table) => [
        getTableName(table),
        await db.select({ n: count() }).from(table),
      ]),
    );
    const watched = await db
      .select({ id: jobs.id, watchedAt: jobs.watchedAt, nextCheckAt: jobs.nextCheckAt })
      .from(jobs);
    const seen = await db.select({ lastSeenAt: sessions.lastSeenAt }).from(sessions);
    return { counted, watched, seen, requests: upstream.requests.length };
  })
  /** Makes a job of the user's that is due for whoever asks, as after a clock that was wrong. */
  .extend('makeDue', ({ user, database }) => async () => {
    const { db } = database;
    const [owner] = await db.select().from(users).where(eq(users.email, user.email));
    // The app's own timer checks those of before.
    await db.delete(jobs).where(like(jobs.id, 'due-%'));
    const id = `due-${randomUUID()}`;
    const at = Date.now();
    const times = {
      createdAt: at,
      waitingSince: at,
      checkedAt: at,
      nextCheckAt: 4_000_000_000_000,
    };
    await db.insert(jobs).values({ id, ...times, body: PENDING.body, status: 'pending' });
    await db.insert(entries).values({ userId: String(owner?.id), jobId: id, addedAt: at });
    return id;
  })
  /**
   * Follows a link to something that a look could change: an id that is due, or a made-up one. The app's own timer may
   * change something meanwhile, every 15 s at most: then it is tried again, with an id of its own.
   */
  .extend(
    'expectUntouched',
    ({ follow, traces, makeDue }) =>
      async (toPath: (id: string) => string, site: string) => {
        for (const makeId of [makeDue, async () => `unknown-${randomUUID()}`]) {
          for (let attempt = 1; ; attempt++) {
            const path = toPath(await makeId());
            const before = await traces();
            const response = await follow(path, site);
            await response.arrayBuffer();
            expect(response.status, path).toBeLessThan(500);
            const after = await traces();
            if (attempt < 3 && !isDeepStrictEqual(after, before)) continue;
            expect(after, path).toEqual(before);
            break;
          }
        }
      },
  );

/** Ids for the parameters of a path. */
const written = (path: string, id: string) =>
  path
    .replace('{name}', 'rooms')
    .replaceAll(/\{(\w+)\}/g, (_all, name) => (name === 'id' ? id : randomUUID()));

describe.each(SITES)('a link on a %s page', (site) => {
  it('changes and spends nothing, whatever GET route it leads to', async ({
    user,
    expectUntouched,
    database,
  }) => {
    await user.fetch('/v1/rooms').then((response) => response.text());
    await database.db.update(sessions).set({ lastSeenAt: 1 });
    const paths = Object.entries(routes)
      .filter(([, route]) => 'GET' in route && 'description' in (route.GET as object))
      .map(([path]) => path);
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) await expectUntouched((id) => written(path, id), site);
  });

  it('changes and spends nothing, whatever page it leads to', async ({
    expectUntouched,
    database,
  }) => {
    await database.db.update(sessions).set({ lastSeenAt: 1 });
    const pages = globSync('app/**/page.tsx').map(
      (file) => file.slice('app'.length, -'/page.tsx'.length) || '/',
    );
    expect(pages.length).toBeGreaterThan(10);
    for (const page of [...pages, '/jobs?samples=1', '/sign-in?callbackUrl=/jobs']) {
      const toPath = (id: string) => page.replace('[id]', id).replaceAll(/\[\w+\]/g, randomUUID());
      await expectUntouched(toPath, site);
    }
  });

  it('to a known job shows it, and to another one asks before it is added', async ({
    user,
    upstream,
    follow,
  }) => {
    const id = upstream.add(DONE);
    await user.fetch(`/v1/job/${id}`);
    expect(await (await follow(`/v1/job/${id}`, site)).text()).toBe(DONE.body);
    const page = await follow(`/jobs/${id}`, site);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(id);
    const other = upstream.add(DONE);
    const refused = await follow(`/v1/job/${other}`, site);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ error: { code: 'forbidden_origin' } });
    const unknown = await follow(`/jobs/${other}`, site);
    expect(unknown.status).toBe(404);
    expect(upstream.requestsFor(other)).toHaveLength(0);
  });
});

describe('the same address', () => {
  it.for(['same-origin', 'none', ''])(
    'typed, or opened from here, works: %s',
    async (site, { user, upstream }) => {
      const id = upstream.add(DONE);
      const headers: Record<string, string> = site === '' ? {} : { 'sec-fetch-site': site };
      expect((await user.fetch(`/v1/job/${id}`, { headers })).status).toBe(200);
      expect(upstream.requestsFor(id)).toHaveLength(1);
    },
  );

  it('works for a token, wherever its program runs', async ({ app, token, upstream }) => {
    const id = upstream.add(DONE);
    const headers = {
      authorization: `Bearer ${token}`,
      'sec-fetch-site': 'cross-site',
      cookie: 'a=b',
    };
    expect((await fetch(`${app.url}/v1/job/${id}`, { headers })).status).toBe(200);
    expect(upstream.requestsFor(id)).toHaveLength(1);
  });
});
