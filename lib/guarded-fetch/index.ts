import 'server-only';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { useAgent } from 'request-filtering-agent';

export type GuardedGet = {
  /** The one origin that may be a private address or plain http: the operator configured it. */
  trustedOrigin: string;
  /** Deadline until the answer's headers, and of each silence after them, ms. */
  timeoutMs: number;
};

/** The address is not one that may be fetched. */
export class RefusedAddress extends Error {
  constructor() {
    super('Refused to fetch an address that is not public https.');
    this.name = 'RefusedAddress';
  }
}

function agentFor(url: URL, trustedOrigin: string) {
  if (url.origin === trustedOrigin) return undefined;
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new RefusedAddress();
  }
  // Looks at the address that the name resolved to, at the moment of connecting.
  return useAgent(url.href);
}

/**
 * Fetches an address that came from outside: https and public addresses only (but for the trusted
 * origin), no redirects, no cookies, no credentials. The caller reads the stream and minds its size.
 *
 * @throws RefusedAddress, or what the connection throws
 */
export async function guardedGet(url: URL, options: GuardedGet): Promise<IncomingMessage> {
  const agent = agentFor(url, options.trustedOrigin);
  const get = url.protocol === 'https:' ? https.get : http.get;
  const headers = { 'user-agent': 'bottega', 'accept-encoding': 'identity' };
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => request.destroy(new Error('timed out')), options.timeoutMs);
    const request = get(url, { agent, headers, timeout: options.timeoutMs }, (response) => {
      clearTimeout(deadline);
      resolve(response);
    });
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
  });
}
