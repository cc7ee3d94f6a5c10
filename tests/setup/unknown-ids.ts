import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import type { AppError } from '@/lib/errors';
import { getOrAddJob } from '@/lib/jobs';
import { testClean } from './clean-test';
import { addUser, type Clock, testContext } from './context';
import type { Upstream } from './upstream';

export const PER_MINUTE = 120;
/** Ten per cent. */
export const SHARE = 12;
export const done = {
  kind: 'json',
  body: '{"status":"success","output":"https://a.example/x.png"}',
} as const;

export const REFUSALS = ['job_not_found', 'upstream_busy', 'too_many_requests', 'upstream_timeout'];

/** An instance of the app whose key has the usual limit. */
function instance(db: Db, upstream: Upstream, clock: Clock) {
  const ctx = testContext(db, upstream.url, clock);
  return { ...ctx, gepetto: { ...ctx.gepetto, callsPerMinute: PER_MINUTE } };
}

/** `testClean` with people who ask for ids, of two instances whose key has the usual limit. */
export const testUnknownIds = testClean
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
  /** How many ids make a flood: a libSQL server takes a hundred times as long as a file for each. */
  .extend('flood', ({ databaseKind }) => (databaseKind === 'file' ? 20 : 4))
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

export const users = (db: Db, n: number) =>
  Promise.all(Array.from({ length: n }, () => addUser(db)));
