import { describe, expect } from 'vitest';
import { takeGuess } from '@/lib/budget';
import { guessLimit } from '@/lib/budget/guess-share';
import type { Context } from '@/lib/context';
import { type Db, guesses, jobs, upstreamHealth } from '@/lib/db';
import type { AppError } from '@/lib/errors';
import { addJobsFromText, getOrAddJob, maintainJobs } from '@/lib/jobs';
import { testClean as test } from '../../setup/clean-test';
import { addUser, type Clock, testContext } from '../../setup/context';
import { onEachDatabase } from '../../setup/test';
import type { Upstream } from '../../setup/upstream';

const PER_MINUTE = 120;
/** Ten per cent. */
const SHARE = 12;
const done = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;

const REFUSALS = ['job_not_found', 'upstream_busy', 'too_many_requests'];

/** An instance of the app whose key has the usual limit. */
function instance(db: Db, upstream: Upstream, clock: Clock) {
  const ctx = testContext(db, upstream.url, clock);
  return { ...ctx, gepetto: { ...ctx.gepetto, callsPerMinute: PER_MINUTE } };
}

const withGuesses = test
  .extend('contexts', ({ db, upstream, clock }) => [
    instance(db, upstream, clock),
    instance(db, upstream, clock),
  ])
  /** Somebody with a known job. */
  .extend('addColleague', ({ db, upstream, contexts }) => async () => {
    const id = await addUser(db);
    await getOrAddJob(contexts[0] as Context, id, upstream.add(done));
    return id;
  })
  /** Looks at an id: nothing, or the error. */
  .extend('look', ({ contexts }) => {
    let asked = 0;
    return async (userId: string, id: string): Promise<AppError | undefined> => {
      const ctx = contexts[asked++ % contexts.length] as Context;
      return getOrAddJob(ctx, userId, id).then(
        () => undefined,
        (error: AppError) => error,
      );
    };
  })
  /** Made-up ids, by all of these users in turn, some at the same time. Returns the errors. */
  .extend('guess', ({ look }) => {
    let made = 0;
    return async (userIds: string[], each: number) => {
      const queue = Array.from({ length: each }, () => userIds).flat();
      const errors: (AppError | undefined)[] = [];
      const worker = async () => {
        for (let userId = queue.shift(); userId; userId = queue.shift()) {
          errors.push(await look(userId, `made-up-${made++}`));
        }
      };
      await Promise.all(Array.from({ length: 3 }, worker));
      return errors;
    };
  })
  .extend(
    'wrong',
    ({ upstream }) =>
      () =>
        upstream.requests.filter(({ url }) => url.includes('made-up')).length,
  );

const users = (db: Db, n: number) => Promise.all(Array.from({ length: n }, () => addUser(db)));

describe.each(onEachDatabase(withGuesses))(
  'calls for ids that may be wrong, on $kind',
  ({ it }) => {
    it('take at most their share, of 7 accounts and of 70', async ({ db, clock, guess, wrong }) => {
      const accounts = await users(db, 70);
      const times: number[] = [];
      for (const crowd of [accounts.slice(0, 7), accounts]) {
        for (const seconds of [5, 30, 28, 5]) {
          const before = wrong();
          const errors = await guess(crowd, crowd.length > 7 ? 1 : 20);
          for (const error of errors) expect(REFUSALS).toContain(error?.code);
          times.push(...Array.from({ length: wrong() - before }, () => clock.now()));
          clock.advance(seconds * 1_000);
        }
      }
      const inMinute = (from: number) => times.filter((at) => at >= from && at < from + 60_000);
      const most = Math.max(...times.map((from) => inMinute(from).length));
      expect(most).toBeLessThanOrEqual(SHARE);
      expect(most).toBeGreaterThanOrEqual(guessLimit('new', PER_MINUTE));
    });

    it('do not keep a colleague with known jobs from new ones', async ({
      db,
      upstream,
      guess,
      look,
      addColleague,
    }) => {
      const colleague = await addColleague();
      const accounts = await users(db, 7);
      const flood = guess(accounts, 20);
      const ids = Array.from({ length: 30 }, () => upstream.add(done));
      for (const id of ids) {
        expect(await look(colleague, id)).toBeUndefined();
        expect(upstream.requestsFor(id)).toHaveLength(1);
      }
      await flood;
    });

    it('do not keep a colleague from adding many at once', async ({
      db,
      upstream,
      contexts,
      guess,
      addColleague,
    }) => {
      const colleague = await addColleague();
      await guess(await users(db, 20), 1);
      const ids = Array.from({ length: 60 }, () => upstream.add(done));
      const { jobs: added, notAdded } = await addJobsFromText(
        contexts[0] as Context,
        colleague,
        ids.join('\n'),
      );
      expect(notAdded).toEqual([]);
      expect(added).toHaveLength(60);
    });

    it('of people with known jobs take no more either', async ({ guess, wrong, addColleague }) => {
      await guess(await Promise.all(Array.from({ length: 7 }, addColleague)), 20);
      expect(wrong()).toBeGreaterThan(0);
      expect(wrong()).toBeLessThanOrEqual(SHARE);
    });

    it('of somebody who is often wrong leave a place to those who are not', async ({
      db,
      upstream,
      guess,
      look,
      wrong,
      addColleague,
    }) => {
      const [careless, colleague] = [await addColleague(), await addColleague()];
      await guess([careless], 20);
      await guess(await users(db, 7), 20);
      expect(wrong()).toBeLessThan(SHARE);
      expect(await look(colleague, upstream.add(done))).toBeUndefined();
    });

    it('are refused with the time of the next place', async ({ db, clock, guess, look, wrong }) => {
      const [first, second] = (await users(db, 2)) as [string, string];
      const errors = await guess([first], 20);
      const refused = errors.filter((error) => error?.code === 'upstream_busy');
      expect(refused).toHaveLength(20 - guessLimit('new', PER_MINUTE));
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
      expect(await db.select().from(guesses)).toHaveLength(3);
      upstream.set(young, done);
      clock.advance(20_000);
      expect(await look(newcomer, young)).toBeUndefined();
      expect(await db.select().from(guesses)).toHaveLength(0);
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
      expect(await db.select().from(guesses)).toHaveLength(0);
      expect(await look(stranger, failing())).toMatchObject({ code: 'upstream_unavailable' });
      expect(await db.select().from(guesses)).toHaveLength(1);
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
      expect((await db.select().from(guesses)).length).toBeLessThanOrEqual(1);
    });

    it('are not made by background work', async ({ db, clock, contexts, guess, wrong }) => {
      await guess(await users(db, 7), 20);
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
      guess,
      look,
      addColleague,
    }) => {
      const colleague = await addColleague();
      const id = upstream.add(done);
      const [stranger = '', ...others] = await users(db, 5);
      await guess(others, 20);
      const [refused, found] = await Promise.all([look(stranger, id), look(colleague, id)]);
      expect(refused === undefined || refused.code === 'upstream_busy').toBe(true);
      expect(found).toBeUndefined();
    });

    it('are counted once, however many instances take a place at the same time', async ({
      contexts,
    }) => {
      const [one, other] = contexts as unknown as [Context, Context];
      const taken = await Promise.all(
        Array.from({ length: 40 }, (_, n) => takeGuess(n % 2 ? one : other, `g${n}`, 'new')),
      );
      expect(taken.filter((guess) => 'id' in guess)).toHaveLength(guessLimit('new', PER_MINUTE));
    });
  },
);

describe.each(onEachDatabase(withGuesses))("another user's job, on $kind", ({ it }) => {
  it('cannot be told from an id that does not exist, however patiently one asks', async ({
    db,
    upstream,
    clock,
    look,
    addColleague,
  }) => {
    const owner = await addColleague();
    const foreign = upstream.add(done);
    const at = clock.now();
    const row = { id: foreign, createdAt: at, waitingSince: at, nextCheckAt: at, checkedAt: at };
    await db.insert(jobs).values({ ...row, startedBy: owner, state: 'pending' });
    const unknown = foreign.replaceAll(/[a-f]/g, 'z');
    const [one, other] = (await users(db, 2)) as [string, string];
    const ask = async (userId: string, id: string) => {
      const { code, message, retryAfterMs, upstreamStatus } = (await look(userId, id)) as AppError;
      return { code, message, retryAfterMs, upstreamStatus };
    };
    const seen: unknown[] = [];
    for (const seconds of [0, 1, 2, 1, 3, 6, 5, 15, 20, 30, 31, 60, 61]) {
      clock.advance(seconds * 1_000);
      for (const userId of [one, one, other]) {
        const answer = await ask(userId, foreign);
        expect(answer).toEqual(await ask(userId, unknown));
        seen.push(answer.retryAfterMs);
      }
    }
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect(upstream.requestsFor(foreign)).toHaveLength(0);
  });
});
