import { addUser, startClock, testContext } from './context';
import { test } from './test';

const MONTH = 30 * 24 * 60 * 60 * 1_000;
let months = 0;

/**
 * `test` for functions of `lib/`: each test has its own clock, context and user, on the database and upstream of the
 * file. A test runs a month after the one before it, so that its rate limits and leases are over.
 */
export const testLib = test
  .extend('clock', () => {
    months += 1;
    return startClock(Date.now() + months * MONTH);
  })
  .extend('db', ({ database }) => database.db)
  .extend('ctx', ({ db, upstream, clock }) => testContext(db, upstream.url, clock))
  .extend('userId', ({ db }) => addUser(db));
