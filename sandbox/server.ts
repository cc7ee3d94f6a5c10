import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleSandboxRequest, NO_ANSWER, type SandboxOptions } from './handle.ts';
import { readAnyPicture } from './read-picture.ts';
import { errorResponse } from './responses.ts';

/** The largest request body, bytes. */
const MAX_BODY_BYTES = 64 * 1024;

export type Sandbox = {
  /** Ends in `/v1`. */
  url: string;
  port: number;
  close: () => Promise<void>;
};

type ServerOptions = SandboxOptions & { host?: string; port?: number };

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Converts a Node request to a `Request`; undefined if the body is too large. Throws if it is malformed. */
async function toRequest(incoming: IncomingMessage): Promise<Request | undefined> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`);
  const headers = { authorization: incoming.headers.authorization ?? '' };
  if (incoming.method !== 'POST') return new Request(url, { method: incoming.method, headers });
  const body = await readBody(incoming);
  return body && new Request(url, { method: 'POST', headers, body: new Uint8Array(body) });
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: SandboxOptions,
): Promise<void> {
  const request = await toRequest(incoming).catch(() => null);
  const response = request
    ? await handleSandboxRequest(request, options)
    : request === null
      ? errorResponse(400, 'The request is malformed.')
      : errorResponse(413, 'The request is larger than 64 KB.');
  const noAnswer = response.headers.get(NO_ANSWER);
  if (noAnswer === 'close') return void outgoing.destroy();
  // The client gives up, or the server is closed.
  if (noAnswer === 'silence') return;
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Calls a webhook when its job ends: one attempt, as upstream is assumed to do. */
function deliver({
  webhook,
  id,
  output,
  inMs,
}: Parameters<NonNullable<SandboxOptions['onWebhook']>>[0]) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ id, output });
  setTimeout(() => {
    fetch(webhook, { method: 'POST', headers, body }).catch(() => undefined);
  }, inMs).unref();
}

/**
 * Starts the sandbox as an HTTP server, by default on a free port of 127.0.0.1.
 * @param options `alone`: it calls and reads any address that a request names, so it is only for a server that runs
 *   alone, never for the one inside the app
 */
export async function startSandbox(
  options: ServerOptions & { alone?: boolean } = {},
): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, alone = false, ...rest } = options;
  const handling = alone ? { onWebhook: deliver, readPicture: readAnyPicture, ...rest } : rest;
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, handling).catch(() => outgoing.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  // The server must not keep the app's process alive.
  server.unref();
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/v1`,
    port: address.port,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
