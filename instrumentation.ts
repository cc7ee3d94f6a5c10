import type { Instrumentation } from 'next';

/**
 * Runs once when a server process starts, before it serves: checks the configuration, opens the
 * database and brings its schema up to date. What is wrong is said in one sentence, and nothing is served.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startUp } = await import('@/lib/start-up');
  await startUp();
}

/** Writes down what broke a page or a route, under the request id that its answer carries. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  const { name, digest } = error as Error & { digest?: string };
  const requestId = request.headers['x-request-id'];
  log().error({ requestId, route: context.routePath, error: name, digest }, 'a request failed');
};
