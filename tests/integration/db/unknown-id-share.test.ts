import { describe, expect } from 'vitest';
import { reserveUnknownIdCall } from '@/lib/budget';
import { unknownIdCallLimit } from '@/lib/budget/unknown-id-share';
import type { Context } from '@/lib/context';
import { unknownIdCalls, upstreamHealth } from '@/lib/db';
import type { AppError } from '@/lib/errors';
import { addJobsFromText, maintainJobs } from '@/lib/jobs';
import { addUser } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';
import {
  done,
  PER_MINUTE,
  REFUSALS,
  SHARE,
  testUnknownIds as test,
  users,
} from '../../setup/unknown-ids';

describe.each(onEachDatabase(test))('calls for ids that may be wrong, on $kind', ({ it }) => {
  it('take at most their share, of 7 accounts and of 70', async ({
    db,
    clock,
    flood,
    guess,
    wrong,
  }) => {
    const accounts = await users(db, 70);
    const times: number[] = [];
    for (const crowd of [accounts.slice(0, 7), accounts]) {
      for (const seconds of [5, 30, 28, 5]) {
        const before = wrong();
        const errors = await guess(crowd, crowd.length > 7 ? 1 : flood);
        for (const error of errors) expect(REFUSALS).toContain(error?.code);
        times.push(...Array.from({ length: wrong() - before }, () => clock.now()));
        clock.advance(seconds * 1_000);
      }
    }
    const inMinute = (from: number) => times.filter((at) => at >= from && at < from + 60_000);
    const most = Math.max(...times.map((from) => inMinute(from).length));
    expect(most).toBeLessThanOrEqual(SHARE);
    expect(most).toBeGreaterThanOrEqual(unknownIdCallLimit('new', PER_MINUTE));
  });

  it('do not keep a colleague with known jobs from new ones', async ({
    db,
    upstream,
    guess,
    look,
    flood,
    addColleague,
  }) => {
    const colleague = await addColleague();
    const accounts = await users(db, 7);
    const guesses = guess(accounts, flood);
    const ids = Array.from({ length: flood }, () => upstream.add(done));
    for (const id of ids) {
      expect(await look(colleague, id)).toBeUndefined();
      expect(upstream.requestsFor(id)).toHaveLength(1);
    }
    await guesses;
  });

  it('do not keep a colleague from adding many at once', async ({
    db,
    upstream,
    contexts,
    flood,
    guess,
    addColleague,
  }) => {
    const colleague = await addColleague();
    await guess(await users(db, 20), 1);
    const ids = Array.from({ length: 3 * flood }, () => upstream.add(done));
    const { jobs: added, notAdded } = await addJobsFromText(
      contexts[0] as Context,
      colleague,
      ids.join('\n'),
    );
    expect(notAdded).toEqual([]);
    expect(added).toHaveLength(3 * flood);
  });

  it('of people with known jobs take no more either', async ({
    flood,
    guess,
    wrong,
    addColleague,
  }) => {
    await guess([await addColleague(), await addColleague(), await addColleague()], flood);
    expect(wrong()).toBeGreaterThan(0);
    expect(wrong()).toBeLessThanOrEqual(SHARE);
  });

  it('of somebody who is often wrong leave a place to those who are not', async ({
    db,
    upstream,
    flood,
    guess,
    look,
    wrong,
    addColleague,
  }) => {
    const [careless, colleague] = [await addColleague(), await addColleague()];
    await guess([careless], 20);
    await guess(await users(db, 7), flood);
    expect(wrong()).toBeLessThan(SHARE);
    expect(await look(colleague, upstream.add(done))).toBeUndefined();
  });

  it('are refused with the time of the next place', async ({ db, clock, guess, look, wrong }) => {
    const [first, second] = (await users(db, 2)) as [string, string];
    const errors = await guess([first], 20);
    const refused = errors.filter((error) => error?.code === 'upstream_busy');
    expect(refused).toHaveLength(20 - unknownIdCallLimit('new', PER_MINUTE));
    const [{ retryAfterMs = 0, message } = {}] = refused as AppError[];
    expect(message).toContain(`Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`);
    clock.advance(retryAfterMs - 1);
    const before = wrong();
    expect(await look(second, 'made-up-too-early')).toMatchObject({ code: 'upstream_busy' });
    clock.advance(1);
    expect(await look(second, 'made-up-in-time')).toMatchObject({ code: 'job_not_found' });
    expect(wrong()).toBe(before + 1);
  });

  it('leave no place taken once the id is right, at once or after a while', async ({
    db,
    upstream,
    clock,
    look,
  }) => {
    const newcomer = await addUser(db);
    for (let n = 0; n < 30; n++) expect(await look(newcomer, upstream.add(done))).toBeUndefined();
    const young = upstream.add({ kind: 'status', status: 404 });
    for (const seconds of [0, 4, 10]) {
      clock.advance(seconds * 1_000);
      expect(await look(newcomer, young)).toMatchObject({ code: 'job_not_found' });
    }
    expect(await db.select().from(unknownIdCalls)).toHaveLength(3);
    upstream.set(young, done);
    clock.advance(20_000);
    expect(await look(newcomer, young)).toBeUndefined();
    expect(await db.select().from(unknownIdCalls)).toHaveLength(0);
  });

  it('that upstream fails count for strangers, and not for people with known jobs', async ({
    db,
    upstream,
    look,
    addColleague,
  }) => {
    const colleague = await addColleague();
    const stranger = await addUser(db);
    const failing = () => upstream.add({ kind: 'status', status: 500 });
    expect(await look(colleague, failing())).toMatchObject({ code: 'upstream_unavailable' });
    expect(await db.select().from(unknownIdCalls)).toHaveLength(0);
    expect(await look(stranger, failing())).toMatchObject({ code: 'upstream_unavailable' });
    expect(await db.select().from(unknownIdCalls)).toHaveLength(1);
  });

  it('keep no place while upstream blocks every call', async ({
    db,
    clock,
    look,
    addColleague,
  }) => {
    const colleague = await addColleague();
    const blocked = { id: 1, blockedUntil: clock.now() + 30_000 };
    await db
      .insert(upstreamHealth)
      .values(blocked)
      .onConflictDoUpdate({ target: upstreamHealth.id, set: blocked });
    expect(await look(colleague, 'made-up-blocked')).toMatchObject({ code: 'upstream_busy' });
    expect(await look(await addUser(db), 'made-up-blocked-2')).toMatchObject({
      code: 'upstream_busy',
    });
    expect((await db.select().from(unknownIdCalls)).length).toBeLessThanOrEqual(1);
  });

  it('are not made by background work', async ({ db, clock, contexts, flood, guess, wrong }) => {
    await guess(await users(db, 7), flood);
    const before = wrong();
    for (let second = 0; second < 60; second++) {
      clock.advance(1_000);
      await maintainJobs(contexts[0] as Context, 1_000);
    }
    expect(wrong()).toBe(before);
  });

  it('that a stranger may not make do not stand in the way of a colleague', async ({
    db,
    upstream,
    flood,
    guess,
    look,
    addColleague,
  }) => {
    const colleague = await addColleague();
    const id = upstream.add(done);
    const [stranger = '', ...others] = await users(db, 5);
    await guess(others, flood);
    const [refused, found] = await Promise.all([look(stranger, id), look(colleague, id)]);
    expect(refused === undefined || refused.code === 'upstream_busy').toBe(true);
    expect(found).toBeUndefined();
  });

  it('are counted once, however many instances take a place at the same time', async ({
    contexts,
  }) => {
    const [one, other] = contexts as unknown as [Context, Context];
    const taken = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        reserveUnknownIdCall(n % 2 ? one : other, `g${n}`, 'new'),
      ),
    );
    expect(taken.filter((guess) => 'id' in guess)).toHaveLength(
      unknownIdCallLimit('new', PER_MINUTE),
    );
  });
});
