import { once } from 'node:events';
import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createAppServer, type Site } from '../../scripts/server/server.mjs';

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Starts the server of `scripts/server` in front of an app, until the test ends.
 * @param handle the app
 * @param site what the server knows about the site, and its usual limits where the test wants others
 */
export async function startFront(handle: Handle, site: Site & { limits?: ServerOptions } = {}) {
  const seen: string[] = [];
  const { limits, ...rest } = site;
  const server = createAppServer(
    async (request: IncomingMessage, response: ServerResponse) => {
      seen.push(`${request.method} ${request.url}`);
      await handle(request, response);
    },
    limits,
    rest,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, seen };
}
