import { randomBytes } from 'node:crypto';
import { type TestAPI, test as vitestTest } from 'vitest';
import { openDatabase } from '@/lib/db';
import { startApp } from './app';
import { signedIn } from './client';
import { TEST_KEY } from './context';
import { startReceiver } from './receiver';
import { startSqld } from './sqld';
import { stoppable } from './stoppable';
import { type DatabaseKind, databases, freshDatabase } from './temp-db';
import { temporaryFolder } from './temp-folder';
import { tokenOf } from './token';
import { startUpstream } from './upstream';

/** No setting of the app beyond those that connect it to the test's database and upstream. */
const NO_ENV: Record<string, string> = {};

/**
 * `test` with the built app and what it talks to. A fixture starts when a test needs it. Those of scope `file` serve
 * every test of the file and are stopped with it, the others with the test; also after a failed set-up.
 * `test.override('env', ...)` configures the app.
 */
export const test = vitestTest
  .extend('databaseKind', { scope: 'file' }, 'file' as DatabaseKind)
  .extend('env', { scope: 'file' }, NO_ENV)
  /** Starts one more app; stopped with the file. */
  .extend('start', { scope: 'file' }, ({}, { onCleanup }) => {
    const { start, stopAll } = stoppable(startApp, (app) => app.stop());
    onCleanup(stopAll);
    return start;
  })
  /** The path of a folder that is empty when the test begins, and deleted with it. */
  .extend('folder', ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(folder.remove);
    return folder.path;
  })
  /** Starts an empty libSQL server, by default on a free port; stopped with the test. */
  .extend('startServer', ({}, { onCleanup }) => {
    const { start, stopAll } = stoppable(startSqld, (server) => server.stop());
    onCleanup(stopAll);
    return start;
  })
  /** Opens a connection to a database; closed with the test. */
  .extend('connect', ({}, { onCleanup }) => {
    const { start, stopAll } = stoppable(openDatabase, (database) => database.close());
    onCleanup(stopAll);
    return start;
  })
  /** An empty, migrated database. */
  .extend('database', { scope: 'file' }, async ({ databaseKind }, { onCleanup }) => {
    const database = await freshDatabase(databaseKind);
    onCleanup(database.close);
    return database;
  })
  /** The Gepetto API, as the test wants it to behave. */
  .extend('upstream', { scope: 'file' }, async ({}, { onCleanup }) => {
    const upstream = await startUpstream();
    onCleanup(upstream.close);
    return upstream;
  })
  /** A server that receives webhooks. */
  .extend('receiver', { scope: 'file' }, async ({}, { onCleanup }) => {
    const receiver = await startReceiver();
    onCleanup(receiver.close);
    return receiver;
  })
  /** The app on `database` with a key for `upstream`. */
  .extend('app', { scope: 'file' }, ({ database, upstream, env, start }) =>
    start({ env: { ...connectedTo(database.url, upstream.url), ...env } }),
  )
  /** Starts one more app for `upstream`, with a database of its own. */
  .extend(
    'startSeparate',
    { scope: 'file' },
    ({ upstream, start }) =>
      (env: Record<string, string> = {}) =>
        start({ env: { GEPETTO_API_KEY: TEST_KEY, GEPETTO_API_URL: upstream.url, ...env } }),
  )
  /** The app without a key: it runs the sandbox. */
  .extend('sandboxApp', { scope: 'file' }, ({ start }) => start())
  /** Two instances of the app on `database`. */
  .extend('instances', { scope: 'file' }, async ({ database, upstream, env, start }) => {
    const shared = {
      ...connectedTo(database.url, upstream.url),
      NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
      ...env,
    };
    return Promise.all([start({ env: shared }), start({ env: shared })]);
  })
  /** A user who is signed in to `app`. */
  .extend('user', { scope: 'file' }, ({ app }) => signedIn(app.url))
  /** Another user. */
  .extend('stranger', { scope: 'file' }, ({ app }) => signedIn(app.url))
  /** A personal token of `user` that may read jobs. */
  .extend('token', { scope: 'file' }, ({ user }) => tokenOf(user));

/** The variables that connect the app to a database and an upstream. */
export function connectedTo(databaseUrl: string, upstreamUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    GEPETTO_API_KEY: TEST_KEY,
    GEPETTO_API_URL: upstreamUrl,
  };
}

/** `it` once for each database that this machine can run, for `describe.each(onEachDatabase(it))`. */
export function onEachDatabase<Context>(it: TestAPI<Context>) {
  // The types of `extend` cannot follow a generic context.
  const base = it as unknown as typeof test;
  return databases.map((kind) => ({
    kind,
    it: base.extend('databaseKind', { scope: 'file' }, kind) as unknown as TestAPI<Context>,
  }));
}

/**
 * `it` once for each value of a fixture of scope `file`. Unlike `override`, which changes `it` itself for the tests
 * before it too.
 */
export function onEach<Context, Name extends string & keyof Context, const Value>(
  it: TestAPI<Context>,
  name: Name,
  values: readonly Value[],
) {
  const base = it as unknown as typeof test;
  return values.map((value) => ({
    value,
    it: base.extend(name, { scope: 'file' }, value as never) as unknown as TestAPI<Context>,
  }));
}
