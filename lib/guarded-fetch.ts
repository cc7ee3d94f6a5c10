import 'server-only';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { useAgent } from 'request-filtering-agent';

type Guard = {
  /** The one origin that may be a private address or plain http: the operator configured it. */
  trustedOrigin?: string;
  /** Whether the operator lets private addresses and plain http through altogether. */
  allowPrivate?: boolean;
  /** Deadline until the answer's headers, and of each silence after them, ms. */
  timeoutMs: number;
};

/** The address is not one that may be fetched. */
export class AddressNotAllowedError extends Error {
  constructor() {
    super('Refused to fetch an address that is not public https.');
    this.name = 'RefusedAddress';
  }
}

/** No answer came before the deadline. */
export class TimeoutError extends Error {
  constructor() {
    super('The answer did not come in time.');
    this.name = 'TimedOut';
  }
}

/** Where clouds keep their machines' credentials: nothing of an operator's own network lives there. */
const METADATA = [
  ...['169.254.169.254', '169.254.170.2', '100.100.100.200'].flatMap(spellings),
  'fd00:ec2::254',
];

/**
 * An IPv4 address as addresses and resolvers spell it: by itself, mapped into IPv6 (RFC 4291, section
 * 2.5.5) and behind NAT64 (RFC 6052). The agent compares its list letter by letter.
 */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const tail = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const six = ['::', '::ffff:', '64:ff9b::'];
  return [address, ...six.flatMap((prefix) => [prefix + address, prefix + tail])];
}

function agentFor(url: URL, { trustedOrigin, allowPrivate = false }: Guard) {
  if (url.origin === trustedOrigin) return undefined;
  const scheme = url.protocol === 'https:' || (allowPrivate && url.protocol === 'http:');
  if (!scheme || url.username !== '' || url.password !== '') throw new AddressNotAllowedError();
  // Looks at the address that the name resolved to, at the moment of connecting.
  if (!allowPrivate) return useAgent(url.href);
  return useAgent(url.href, { allowPrivateIPAddress: true, denyIPAddressList: METADATA });
}

/** The agent refuses with a plain error, which nothing but its words tells from others. */
function toGuardError(error: Error): Error {
  return /^DNS lookup .* is not allowed\./.test(error.message)
    ? new AddressNotAllowedError()
    : error;
}

function sendRequest(url: URL, guard: Guard, options: RequestOptions, body?: string) {
  const agent = agentFor(url, guard);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const deadline = setTimeout(() => asked.destroy(new TimeoutError()), guard.timeoutMs);
    const asked = request(url, { ...options, agent, timeout: guard.timeoutMs }, (response) => {
      clearTimeout(deadline);
      resolve(response);
    });
    asked.on('timeout', () => asked.destroy(new TimeoutError()));
    asked.on('error', (error) => {
      clearTimeout(deadline);
      reject(toGuardError(error));
    });
    asked.end(body);
  });
}

/**
 * Fetches an address that came from outside: https and public addresses only (but for what the operator
 * allows), no redirects, no cookies, no credentials. The caller reads the stream and minds its size.
 *
 * @throws RefusedAddress, TimedOut, or what the connection throws
 */
export function guardedGet(url: URL, guard: Guard): Promise<IncomingMessage> {
  const headers = { 'user-agent': 'bottega', 'accept-encoding': 'identity' };
  return sendRequest(url, guard, { headers });
}

/** How much of an answer that nobody wants is taken in before the connection is cut, bytes. */
const DRAINED_BYTES = 64 * 1024;

/** Lets an answer's body run out where it is short, so that its sender sees no broken connection. */
function drain(response: IncomingMessage, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const deadline = setTimeout(() => response.destroy(), timeoutMs);
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > DRAINED_BYTES) response.destroy();
    });
    response.on('error', () => undefined);
    response.on('close', () => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

/**
 * Posts to such an address under the same guard. The answer's body is thrown away, at most 64 KB of it.
 *
 * @returns the answer's status and headers, whatever they say; a redirect is not followed
 * @throws RefusedAddress, TimedOut, or what the connection throws
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
  await drain(response, Math.max(0, guard.timeoutMs - (performance.now() - startedAt)));
  return { status: response.statusCode ?? 0, headers: response.headers };
}
