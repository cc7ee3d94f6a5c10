import { addressIn, clientOf, isTrusted } from './trusted-proxies.mjs';

/** Headers in which a proxy, a platform or a client tells who and what is in front. */
const FORWARDED =
  /^(?:forwarded|x-forwarded(?:-.*)?|x-real-ip|x-vercel-.*|x-client-ip|x-cluster-client-ip|true-client-ip|(?:cf|fastly)-.*ip(?:v6)?)$/;

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Set on a request that was done: it may pass here twice, by two copies of this module. */
const DONE = Symbol.for('bottega.forwarded');

/** The nearest proxy's value: the last. */
const lastOf = (value = '') => value.split(',').at(-1).trim();

/** A Unix socket has no addresses. Nor has a connection that is gone, but that is from anywhere. */
function peerOf(socket) {
  if (socket.remoteAddress !== undefined) return addressIn(socket.remoteAddress);
  return typeof socket.server?.address?.() === 'string' ? '127.0.0.1' : null;
}

/**
 * Makes a function that replaces what a request claims about its way here by what is known, before anybody reads it:
 * `X-Forwarded-For` is the client's address alone, `X-Forwarded-Host` and `X-Forwarded-Proto` are those of a trusted
 * proxy or of the connection, and the other headers of this kind are gone.
 * @param {import('./trusted-proxies.mjs').Trust} trust
 * @param {(sentence: string) => void} warn called once, if something was not believed
 * @returns {(request: import('node:http').IncomingMessage) => void}
 */
export function forwardedHeaders(trust, warn) {
  const isSet = trust.hops > 0 || trust.networks.length > 0;
  let warned = false;

  const notBelieved = (name, peer) => {
    if (warned) return;
    warned = true;
    const why = isSet
      ? `TRUST_PROXY does not name its sender, ${peer ?? 'whose address is unknown'}`
      : 'TRUST_PROXY is not set';
    warn(
      `A request has ${name}, which is not believed because ${why}. If a proxy of yours sent it, set TRUST_PROXY (docs/configuration.md): until then all its clients count as one.`,
    );
  };

  return (request) => {
    if (request[DONE]) return;
    request[DONE] = true;
    const { headers, socket } = request;
    const peer = peerOf(socket);
    const isProxy = isTrusted(peer, trust);
    const given = { ...headers };
    for (const name of Object.keys(given)) {
      if (!FORWARDED.test(name)) continue;
      delete headers[name];
      if (!isProxy) notBelieved(name, peer);
    }
    const believed = isProxy ? given : {};
    const host = lastOf(believed['x-forwarded-host']);
    const protocol = lastOf(believed['x-forwarded-proto']).toLowerCase();
    headers['x-forwarded-for'] =
      clientOf(peer, believed['x-forwarded-for'] ?? '', trust) ?? 'unknown';
    headers['x-forwarded-proto'] = protocol === 'https' ? 'https' : 'http';
    const ownHost = HOST.test(host) ? host : headers.host;
    if (ownHost !== undefined) headers['x-forwarded-host'] = ownHost;
  };
}
