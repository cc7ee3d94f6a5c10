import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from './run.mjs';

/**
 * Makes sure that nothing listens where the app is about to.
 * @param {string} host empty for every interface
 * @param {string} port
 * @throws {Failure}
 */
export async function assertFree(host, port) {
  const server = createServer();
  try {
    server.listen({ port: Number(port), ...(host ? { host } : {}) });
    await once(server, 'listening');
  } catch (error) {
    throw new Failure(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use: stop what listens there, or choose another with PORT=3001 npm start.`
        : `Cannot listen on ${host || 'any address'}, port ${port} (${error.code}): check HOSTNAME and PORT.`,
    );
  }
  server.close();
  await once(server, 'close');
}
