import { createGepetto } from '@/lib/gepetto';
import { maintainSubmissions, submit } from '@/lib/submissions';
import { testClean } from './clean-test';
import { TEST_KEY } from './context';
import { startJobServer } from './job-server';

/** Where requests of the tests reach the app. */
const ORIGIN = 'http://127.0.0.1:1';
export const upscale = { mode: 'upscale', parameters: {}, url: 'https://a.example/room.jpg' };

/** `testClean` with an upstream that starts jobs. */
export const testSubmissions = testClean
  .extend('server', async ({}, { onCleanup }) => {
    const server = await startJobServer();
    onCleanup(server.close);
    return server;
  })
  /** How long upstream may take. */
  .extend('patience', () => ({ timeoutMs: 300, startTimeoutMs: 400 }))
  /** The context with that upstream; `idle` also awaits what deferred work defers. */
  .extend('here', ({ ctx, server, patience }, { onCleanup }) => {
    const target = async () => ({ baseUrl: server.url, apiKey: TEST_KEY });
    const limits = { sandbox: false, callsPerMinute: 1_000, ...patience };
    const idle = async () => {
      for (let depth = 0; depth < 4; depth++) await ctx.idle();
    };
    onCleanup(idle);
    return { ...ctx, idle, gepetto: createGepetto(target, limits) };
  })
  /** Puts requests into the queue for a user. */
  .extend(
    'want',
    ({ here, userId }) =>
      (count = 1, key: string | null = null, by = userId) =>
        submit(here, {
          userId: by,
          source: 'api',
          origin: ORIGIN,
          idempotencyKey: key,
          requests: Array.from({ length: count }, () => upscale),
        }),
  )
  /** Sends what is due, and waits for all that follows. */
  .extend('work', ({ here }) => async () => {
    await maintainSubmissions(here, 1_000);
    await here.idle();
  });
