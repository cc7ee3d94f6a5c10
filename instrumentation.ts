/**
 * Runs once when a server process starts, before it serves: checks the configuration, opens the
 * database and brings its schema up to date. What is wrong is said in one sentence, and nothing is served.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startUp } = await import('@/lib/start-up');
  await startUp();
}
