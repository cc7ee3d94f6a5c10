import type { Instrumentation } from 'next';

/**
 * Runs once when a server process starts, before the first request: checks the configuration, opens the
 * database and migrates it. Throws an error that names the problem; nothing is served then.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startUp } = await import('@/lib/start-up');
  await startUp();
}

/** Logs an error of a page or route under the request id of its response. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  const { name, digest } = error as Error & { digest?: string };
  const requestId = request.headers['x-request-id'];
  log().error({ requestId, route: context.routePath, error: name, digest }, 'a request failed');
};
