/** `http://host/path`, the form that clients send to proxies; a server must accept it too (RFC 9112, section 3.2.2). */
const ABSOLUTE = /^https?:\/\/([^/?#]+)/i;

/** A host with an optional port. No user name: such a URL is an error (RFC 9110, section 4.2.4). */
const AUTHORITY = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{0,5})?$/i;

/** Whether a Host header names a host, with or without a port; it may be empty (RFC 9112, section 3.2). @param {string} host */
export const isHost = (host) => host === '' || AUTHORITY.test(host);

/**
 * Rewrites a request target in absolute form to the usual one, so that everything behind the server sees only
 * that. The host of the target replaces the Host header, as the RFC demands; it counts for as much, or as little.
 *
 * Leaves a target that is not valid as it is: `rejectionFor` rejects it.
 * @param {import('node:http').IncomingMessage} request
 */
export function toOriginForm(request) {
  const { url = '' } = request;
  const absolute = ABSOLUTE.exec(url);
  if (!absolute || !AUTHORITY.test(absolute[1])) return;
  const rest = url.slice(absolute[0].length);
  request.headers.host = absolute[1];
  if (rest.startsWith('/')) request.url = rest;
  // Without a path, OPTIONS asks about the server (section 3.2.4), every other method about its root.
  else if (rest === '') request.url = request.method === 'OPTIONS' ? '*' : '/';
  else request.url = `/${rest}`;
}

/** @param {string | undefined} url in origin form */
export function pathOf(url = '') {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
