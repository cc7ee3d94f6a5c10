import { hostname } from 'node:os';

/**
 * The address to listen on, from PORT (default 3000) and HOSTNAME (default: every interface, as ''). Shells
 * and containers set HOSTNAME to the name of the machine; that is not a choice of an interface.
 */
export function listenAddress() {
  const host = process.env.HOSTNAME ?? '';
  return { host: host === hostname() ? '' : host, port: process.env.PORT || '3000' };
}
