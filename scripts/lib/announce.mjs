import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Prints the app's address as soon as the app is healthy there.
 * @param {{ host: string, port: string, signal: AbortSignal }} options `signal` stops the waiting
 */
export async function announce({ host, port, signal }) {
  const isAnyAddress = host === '' || host === '0.0.0.0' || host === '::';
  const name = isAnyAddress ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const url = `http://${name}:${port}`;
  while (!signal.aborted) {
    const response = await fetch(`${url}/api/health`, { signal }).catch(() => undefined);
    if (response?.ok) {
      console.log(`\nBottega is running at ${url}\n`);
      return;
    }
    await sleep(200);
  }
}
