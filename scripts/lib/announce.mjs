import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Prints the app's address once it answers there. Gives up silently with `signal`.
 * @param {{ host: string, port: string, signal: AbortSignal }} where
 */
export async function announce({ host, port, signal }) {
  const everywhere = host === '' || host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${port}`;
  while (!signal.aborted) {
    const response = await fetch(`${url}/api/health`, { signal }).catch(() => undefined);
    if (response?.ok) {
      console.log(`\nBottega is at ${url}\n`);
      return;
    }
    await sleep(200);
  }
}
