import { randomBytes } from 'node:crypto';
import { type TestAPI, test as vitestTest } from 'vitest';
import { type RunningApp, type StartOptions, startApp } from './app';
import { signedIn } from './client';
import { TEST_KEY } from './context';
import { startReceiver } from './receiver';
import { type DatabaseKind, databases, freshDatabase } from './temp-db';
import { temporaryFolder } from './temp-folder';
import { tokenOf } from './token';
import { startUpstream } from './upstream';

/** No setting of the app beyond those that connect it to the test's database and upstream. */
const NO_ENV: Record<string, string> = {};

/**
 * `test` with the built app and what it talks to. A fixture starts when the first test of the file needs it and is
 * stopped when the file ends, also after a failed set-up. `test.override('env', ...)` configures the app.
 */
export const test = vitestTest
  .extend('databaseKind', { scope: 'file' }, 'file' as DatabaseKind)
  .extend('env', { scope: 'file' }, NO_ENV)
  /** Starts one more app; stopped with the file. */
  .extend('start', { scope: 'file' }, async ({}, { onCleanup }) => {
    const apps: RunningApp[] = [];
    onCleanup(async () => {
      await Promise.all(apps.map((app) => app.stop()));
    });
    return async (options?: StartOptions): Promise<RunningApp> => {
      const app = await startApp(options);
      apps.push(app);
      return app;
    };
  })
  /** The path of an empty folder. */
  .extend('folder', { scope: 'file' }, ({}, { onCleanup }) => {
    const folder = temporaryFolder();
    onCleanup(folder.remove);
    return folder.path;
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
