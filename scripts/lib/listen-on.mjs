import { hostname } from 'node:os';

/**
 * Where to listen: PORT (3000 by default) and HOSTNAME (every interface by default). Shells and containers
 * set HOSTNAME to the machine's own name, which is no wish to listen there alone.
 */
export function listenOn() {
  const wished = process.env.HOSTNAME ?? '';
  return { host: wished === hostname() ? '' : wished, port: process.env.PORT || '3000' };
}
