import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { getCatalogue, getItemPicture, getList } from '@/lib/catalogue';
import { KNOWN_ITEMS } from '@/lib/catalogue/model';
import { calls, catalogues } from '@/lib/db';
import { type CatalogueName, createGepetto } from '@/lib/gepetto';
import { testClean as test } from '../../setup/clean-test';
import { TEST_KEY } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';
import type { Behaviour } from '../../setup/upstream';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Longer than any response of this upstream takes, ms. */
const LONG = MINUTE;
const json = (body: string): Behaviour => ({ kind: 'json', body });
/** Spaces, escapes and numbers that would change if the body were parsed and serialised again. */
const LIST = '[ {"id":"modern","name":"Moderne","name-en":"Modern","n":1.00,"e":"\\u00e9 é"}\n]';

const withRequests = test
  /** The requests to upstream so far, as `<method> <path>`. */
  .extend(
    'requests',
    ({ upstream }) =>
      () =>
        upstream.requests.map(({ method, url }) => `${method} ${url}`),
  )
  /** The list after the refresh that a read starts in the background has finished. */
  .extend('settled', ({ ctx }) => async (name: CatalogueName) => {
    await getCatalogue(ctx, name);
    await ctx.idle();
    return getCatalogue(ctx, name);
  });

describe.each(onEachDatabase(withRequests))('the lookup lists on $kind', ({ it }) => {
  it('are returned verbatim, and from the row for six hours', async ({
    upstream,
    clock,
    ctx,
    requests,
    settled,
  }) => {
    upstream.set('styles', json(LIST));
    expect(await getCatalogue(ctx, 'styles')).toEqual({ body: LIST, ageMs: 0, trouble: null });
    clock.advance(6 * HOUR - 1);
    expect(await getCatalogue(ctx, 'styles')).toMatchObject({ body: LIST, ageMs: 6 * HOUR - 1 });
    expect(requests()).toEqual(['GET /v1/styles']);
    upstream.set('styles', json('[2]'));
    clock.advance(1);
    expect(await settled('styles')).toMatchObject({ body: '[2]', ageMs: 0 });
    expect(requests()).toHaveLength(2);
  });

  it('cost one interactive call for fifty concurrent readers', async ({
    db,
    upstream,
    ctx,
    requests,
  }) => {
    upstream.set('rooms', json(LIST));
    const all = await Promise.all(Array.from({ length: 50 }, () => getCatalogue(ctx, 'rooms')));
    expect(new Set(all.map(({ body }) => body))).toEqual(new Set([LIST]));
    expect(requests()).toEqual(['GET /v1/rooms']);
    const paid = await db.select().from(calls);
    expect(paid).toMatchObject([{ priority: 'interactive', outcome: 'catalogue' }]);
  });

  it('cost one call for fifty concurrent readers of an old list', async ({
    upstream,
    clock,
    ctx,
    requests,
  }) => {
    upstream.set('rooms', json(LIST));
    await getCatalogue(ctx, 'rooms');
    clock.advance(7 * HOUR);
    upstream.set('rooms', json('[2]'));
    const all = await Promise.all(Array.from({ length: 50 }, () => getCatalogue(ctx, 'rooms')));
    await ctx.idle();
    for (const { body } of all) expect([LIST, '[2]']).toContain(body);
    expect(await getCatalogue(ctx, 'rooms')).toMatchObject({ body: '[2]' });
    expect(requests()).toHaveLength(2);
  });

  const troubles: [string, Behaviour][] = [
    ['500', { kind: 'status', status: 500 }],
    ['401', { kind: 'status', status: 401 }],
    ['404', { kind: 'status', status: 404 }],
    ['HTML', { kind: 'html' }],
    ['a text in JSON', json('"hello"')],
    ['5 MB of spaces', { kind: 'spaces' }],
    ['a redirect', { kind: 'redirect', status: 302, to: 'http://127.0.0.1:9/' }],
    ['a closed socket', { kind: 'close' }],
    ['nothing', { kind: 'hang' }],
  ];
  it.for(troubles)(
    'are returned old if upstream responds with %s',
    async ([, trouble], { ctx, clock, upstream, requests, settled }) => {
      upstream.set('styles', json(LIST));
      await getCatalogue(ctx, 'styles');
      upstream.set('styles', trouble);
      clock.advance(7 * HOUR);
      expect(await getCatalogue(ctx, 'styles')).toMatchObject({ body: LIST, ageMs: 7 * HOUR });
      await ctx.idle();
      const stale = await getCatalogue(ctx, 'styles');
      expect(stale).toMatchObject({ body: LIST, ageMs: 7 * HOUR });
      expect(stale.trouble).not.toBeNull();
      expect(requests()).toHaveLength(2);
      upstream.set('styles', json('[3]'));
      clock.advance(10 * MINUTE);
      expect(await settled('styles')).toEqual({ body: '[3]', ageMs: 0, trouble: null });
    },
  );

  it.for([
    ['500', { kind: 'status', status: 500 }, 'upstream_unavailable'],
    ['HTML', { kind: 'html' }, 'upstream_unavailable'],
    ['401', { kind: 'status', status: 401 }, 'upstream_key_rejected'],
    ['nothing', { kind: 'hang' }, 'upstream_timeout'],
  ] as [string, Behaviour, string][])(
    'that were never fetched are an error after %s, and are requested ever less often',
    async ([, behaviour, code], { ctx, clock, upstream, requests }) => {
      upstream.set('skies', behaviour);
      await expect(getCatalogue(ctx, 'skies')).rejects.toMatchObject({
        code,
        retryAfterMs: 30_000,
      });
      clock.advance(29_000);
      await expect(getCatalogue(ctx, 'skies')).rejects.toMatchObject({
        code,
        retryAfterMs: 1_000,
      });
      expect(requests()).toHaveLength(1);
      clock.advance(1_000);
      await expect(getCatalogue(ctx, 'skies')).rejects.toMatchObject({
        code,
        retryAfterMs: 60_000,
      });
      expect(requests()).toHaveLength(2);
    },
  );

  it("return upstream's 404, and remember it for a minute", async ({
    upstream,
    clock,
    ctx,
    requests,
  }) => {
    const missing = { code: 'not_found', upstreamStatus: 404 };
    await expect(getCatalogue(ctx, 'skies')).rejects.toMatchObject(missing);
    clock.advance(MINUTE - 1);
    await expect(getCatalogue(ctx, 'skies')).rejects.toMatchObject(missing);
    expect(requests()).toHaveLength(1);
    upstream.set('skies', json('[]'));
    clock.advance(1);
    expect(await getCatalogue(ctx, 'skies')).toMatchObject({ body: '[]' });
  });

  it('stop all calls after a 429', async ({ upstream, clock, ctx, requests }) => {
    upstream.set('styles', { kind: 'status', status: 429, headers: { 'retry-after': '45' } });
    const busy = { code: 'upstream_busy', retryAfterMs: 45_000 };
    await expect(getCatalogue(ctx, 'styles')).rejects.toMatchObject(busy);
    await expect(getCatalogue(ctx, 'rooms')).rejects.toMatchObject({ code: 'upstream_busy' });
    expect(requests()).toEqual(['GET /v1/styles']);
    upstream.set('rooms', json(LIST));
    clock.advance(45_001);
    expect(await getCatalogue(ctx, 'rooms')).toMatchObject({ body: LIST });
  });

  it('are fetched by another caller if the first one dies', async ({
    db,
    upstream,
    clock,
    ctx,
    requests,
  }) => {
    upstream.set('styles', json(LIST));
    const source = await ctx.gepetto.origin();
    const dead = { source, name: 'styles' as const, leaseUntil: clock.now() + 30_000, fence: 1 };
    await db.insert(catalogues).values(dead);
    const waiting = getCatalogue(ctx, 'styles');
    await sleep(300);
    expect(requests()).toEqual([]);
    clock.advance(30_001);
    expect(await waiting).toMatchObject({ body: LIST });
    expect(requests()).toEqual(['GET /v1/styles']);
  });

  it("keep the sandbox's lists apart from upstream's", async ({ upstream, ctx }) => {
    upstream.set('styles', json('["of the sandbox"]'));
    const target = async () => ({ baseUrl: upstream.url, apiKey: TEST_KEY });
    const options = { sandbox: true, timeoutMs: 2_000, callsPerMinute: 100_000 };
    await getCatalogue({ ...ctx, gepetto: createGepetto(target, options) }, 'styles');
    upstream.set('styles', json(LIST));
    expect(await getCatalogue(ctx, 'styles')).toMatchObject({ body: LIST });
  });

  it('are choices of a form', async ({ upstream, ctx }) => {
    upstream.set('styles', json(LIST));
    expect(await getList(ctx, 'styles', LONG)).toEqual({
      items: [{ id: 'modern', french: 'Moderne', english: 'Modern', picture: null }],
      unread: false,
    });
  });

  it('are the documented ids where Gepetto gives no list that can be read', async ({
    upstream,
    ctx,
  }) => {
    upstream.set('rooms', json('{"rooms":[]}'));
    const rooms = await getList(ctx, 'rooms', LONG);
    expect(rooms.items.map(({ id }) => id)).toContain('living_room');
    expect(rooms.unread).toBe(false);
    // Upstream answers 404.
    expect(await getList(ctx, 'skies', LONG)).toEqual({ items: [], unread: false });
  });

  it('do not hold up a page: the browser asks again', async ({ upstream, ctx }) => {
    const silent = Promise.withResolvers<void>();
    upstream.set('styles', { kind: 'later', until: silent.promise, answer: json(LIST) });
    expect(await getList(ctx, 'styles', 1)).toEqual({ items: KNOWN_ITEMS.styles, unread: true });
    silent.resolve();
    await ctx.idle();
  });

  it('name a picture of an item, or none', async ({ upstream, ctx }) => {
    upstream.set('styles', json('[{"id":"a","image":"https://x.example/a.jpg"},{"id":"b"}]'));
    expect(await getItemPicture(ctx, 'styles', 'a')).toBe('https://x.example/a.jpg');
    await expect(getItemPicture(ctx, 'styles', 'b')).rejects.toMatchObject({ code: 'not_found' });
    await expect(getItemPicture(ctx, 'styles', 'c')).rejects.toMatchObject({ code: 'not_found' });
  });
});
