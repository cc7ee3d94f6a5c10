import { once } from 'node:events';
import { createServer } from 'node:net';
import { Failure } from './run.mjs';

/**
 * Makes sure that the app can listen, before it is started.
 * @param {string} host empty for every interface
 * @param {string} port 0 for any that is free
 * @returns {Promise<string>} the port
 * @throws {Failure}
 */
export async function assertPortFree(host, port) {
  const server = createServer();
  try {
    server.listen({ port: Number(port), ...(host ? { host } : {}) });
    await once(server, 'listening');
  } catch (error) {
    throw new Failure(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Stop the program that uses it, or choose another port: PORT=3001 npm start`
        : `Cannot listen on ${host || 'any address'}, port ${port} (${error.code}). Check HOSTNAME and PORT.`,
    );
  }
  const free = String(server.address().port);
  server.close();
  await once(server, 'close');
  return free;
}
