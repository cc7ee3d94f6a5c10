import { TEST_KEY } from './context';
import { startJobServer } from './job-server';
import { test } from './test';

/** `test` whose `app` has an upstream that starts jobs and calls webhooks. */
export const testOnJobServer = test
  .extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = await startJobServer();
    onCleanup(server.close);
    return server;
  })
  .extend('app', { scope: 'file' }, ({ server, env, start }) =>
    start({ env: { GEPETTO_API_KEY: TEST_KEY, GEPETTO_API_URL: server.url, ...env } }),
  );
