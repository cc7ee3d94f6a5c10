import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { refuse } from './answers.ts';
import { deliverWhenDone } from './deliver.ts';
import { handleSandboxRequest, type SandboxOptions } from './handle.ts';

export interface ServerOptions extends Omit<SandboxOptions, 'onJob'> {
  host?: string;
  /** 0 takes any free port. */
  port?: number;
  /** Send a webhook at the end of each job that asked for one. Off by default. */
  deliverWebhooks?: boolean;
}

export interface SandboxServer {
  /** The base URL of the API; ends in `/v1`. */
  url: string;
  port: number;
  close: () => Promise<void>;
}

function toRequest(incoming: IncomingMessage, fallbackHost: string, signal: AbortSignal): Request {
  const { method = 'GET', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const base = `http://${headers.host || fallbackHost}`;
  return new Request(new URL(incoming.url ?? '/', base), {
    method,
    headers: headers as Record<string, string>,
    body: hasBody ? (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>) : null,
    duplex: 'half',
    signal,
  } as RequestInit);
}

async function answer(
  incoming: IncomingMessage,
  options: SandboxOptions,
  host: string,
  signal: AbortSignal,
) {
  let request: Request;
  try {
    request = toRequest(incoming, host, signal);
  } catch {
    // A method or an address that the fetch standard refuses to express, TRACE for one.
    return refuse(incoming.method === 'TRACE' ? 405 : 400, 'The request cannot be understood.');
  }
  return handleSandboxRequest(request, options);
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing);
}

/**
 * Serves the stand-in over HTTP until it is closed.
 * @throws when the port is taken
 */
export async function startSandbox(options: ServerOptions = {}): Promise<SandboxServer> {
  const { host = '127.0.0.1', port = 0, deliverWebhooks = false, ...rest } = options;
  const closing = new AbortController();
  const handling: SandboxOptions = deliverWebhooks
    ? { ...rest, onJob: (event) => deliverWhenDone(event, closing.signal) }
    : rest;

  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    try {
      await send(await answer(incoming, handling, `${host}:${port}`, gone.signal), outgoing);
    } catch {
      // Whoever asked has hung up, or the drawing failed before anything was sent.
      if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
      else await send(refuse(500, 'The sandbox could not draw this.'), outgoing);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/v1`,
    port: bound,
    close: async () => {
      closing.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
