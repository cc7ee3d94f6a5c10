import 'server-only';
import dns from 'node:dns';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AddressNotAllowedError, filteredLookup, publicLookup } from '@/lib/filtered-lookup';
import { isPrivateNetworkAddress, isPublicAddress } from '@/lib/ip-address';

export { AddressNotAllowedError };

type Guard = {
  /** The origin that the operator configured: it may be a private address and use plain http. */
  trustedOrigin?: string;
  /** Allows private addresses and plain http for every URL (an operator's setting). */
  allowPrivate?: boolean;
  /** Limit until the response's headers have arrived, ms. Who reads the body limits that. */
  timeoutMs: number;
};

/** No response within the time limit. */
export class TimeoutError extends Error {
  constructor() {
    super('The server did not respond in time.');
    this.name = 'TimeoutError';
  }
}

type AddressRule = (address: string) => boolean;

/** Agents that check each address when they connect. One pair a rule: they never share connections. */
function agentsFor(find: LookupFunction, isAllowed: AddressRule) {
  const lookup = filteredLookup(find, isAllowed);
  return {
    isAllowed,
    'http:': new http.Agent({ lookup }),
    'https:': new https.Agent({ lookup }),
  };
}

const PUBLIC = agentsFor(publicLookup, isPublicAddress);
// A private name may stand in the machine's own list of hosts.
const PRIVATE = agentsFor(dns.lookup as LookupFunction, isPrivateNetworkAddress);

function agentFor(url: URL, { trustedOrigin, allowPrivate = false }: Guard) {
  if (url.origin === trustedOrigin) return undefined;
  const { protocol } = url;
  const knownProtocol = protocol === 'https:' || (allowPrivate && protocol === 'http:');
  if (!knownProtocol || url.username !== '' || url.password !== '') {
    throw new AddressNotAllowedError();
  }
  const agents = allowPrivate ? PRIVATE : PUBLIC;
  // Node connects to a literal address without a look-up.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !agents.isAllowed(host)) throw new AddressNotAllowedError();
  return agents[protocol];
}

async function sendRequest(url: URL, guard: Guard, options: RequestOptions, body?: string) {
  const agent = agentFor(url, guard);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const deadline = setTimeout(() => sent.destroy(new TimeoutError()), guard.timeoutMs);
    // No limit for pauses on the socket: it also rests while our own reader pauses.
    const sent = request(url, { ...options, agent }, (response) => {
      clearTimeout(deadline);
      resolve(response);
    });
    sent.on('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    sent.end(body);
  });
}

/**
 * Fetches a URL that came from outside: only https and public addresses (except what the guard allows), no
 * redirects, no cookies, no credentials. The caller reads the stream, and limits its size and how long
 * it may take.
 *
 * @throws AddressNotAllowedError, TimeoutError, or the connection's error
 */
export function guardedGet(url: URL, guard: Guard): Promise<IncomingMessage> {
  const headers = { 'user-agent': 'bottega', 'accept-encoding': 'identity' };
  return sendRequest(url, guard, { headers });
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * `guardedGet` that follows redirects, each under the same guard.
 *
 * @param guard.timeoutMs limit for all of them together
 * @returns the first response that is no redirect, or the redirect after the last that is followed
 */
export async function guardedGetRedirected(
  url: URL,
  guard: Guard,
  maxRedirects: number,
): Promise<IncomingMessage> {
  const startedAt = performance.now();
  let at = url;
  for (let followed = 0; ; followed++) {
    const timeoutMs = Math.max(1, guard.timeoutMs - (performance.now() - startedAt));
    const response = await guardedGet(at, { ...guard, timeoutMs });
    const { statusCode = 0, headers } = response;
    if (!REDIRECTS.has(statusCode) || !headers.location || followed === maxRedirects) {
      return response;
    }
    response.destroy();
    if (!URL.canParse(headers.location, at.href)) throw new AddressNotAllowedError();
    at = new URL(headers.location, at);
  }
}

/** How much of an unused response body is read before the connection is closed, bytes. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Reads a short body to its end, so that the sender does not see a broken connection. */
function discardBody(response: IncomingMessage, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const deadline = setTimeout(() => response.destroy(), timeoutMs);
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_DISCARDED_BYTES) response.destroy();
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

/**
 * Posts to a URL under the same guard and discards the response's body.
 *
 * @returns status and headers of the response, also of a redirect, which is not followed
 * @throws AddressNotAllowedError, TimeoutError, or the connection's error
 */
export async function guardedPost(
  url: URL,
  guard: Guard,
  headers: Record<string, string>,
  body: string,
): Promise<Pick<IncomingMessage, 'headers'> & { status: number }> {
  const startedAt = performance.now();
  const length = String(Buffer.byteLength(body));
  const all = { 'user-agent': 'bottega', ...headers, 'content-length': length };
  const response = await sendRequest(url, guard, { method: 'POST', headers: all }, body);
  await discardBody(response, Math.max(0, guard.timeoutMs - (performance.now() - startedAt)));
  return { status: response.statusCode ?? 0, headers: response.headers };
}
