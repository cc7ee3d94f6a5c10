import 'server-only';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { getEnv, onVercel } from '@/lib/env';
import { log } from '@/lib/log';
import { forwardedHeaders } from '@/scripts/server/forwarded-headers.mjs';
import { parseTrust } from '@/scripts/server/trusted-proxies.mjs';

/** Node publishes every request here before its server handles it. */
const REQUESTS = 'http.server.request.start';

/** Set by the server in front of Next (`scripts/server`), which does the same earlier. */
const FRONT = Symbol.for('bottega.front');

/**
 * Replaces the forwarding headers of requests where Next's own server takes them (`next dev`, `next start`): it would
 * pass on what the client sent. Vercel's router sets them itself.
 */
export function overwriteForwarded(): void {
  if (onVercel() || FRONT in globalThis) return;
  const trust = parseTrust(getEnv().trustProxy) ?? { hops: 0, networks: [] };
  const setForwarded = forwardedHeaders(trust, (sentence) => log().warn(sentence));
  subscribe(REQUESTS, (message) => setForwarded((message as { request: IncomingMessage }).request));
}
