import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

type Received = {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: string;
};

/** How a receiver responds; default 204. */
export type Answer = (response: ServerResponse) => void;

export type Receiver = {
  /** The address, without a path. */
  url: string;
  received: Received[];
  /** The messages to one path. */
  at: (path: string) => Received[];
  /** Sets the response of a path from now on. */
  answer: (path: string, how: Answer) => void;
  close: () => Promise<void>;
};

/** A response with a status, headers and an empty body. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(code, headers).end();
}

/** Starts a server on 127.0.0.1 that receives webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const answers = new Map<string, Answer>();
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url: path = '', method = '' } = request;
    const headers = request.headers as Record<string, string>;
    received.push({ path, method, headers, body: Buffer.concat(chunks).toString('utf8') });
    (answers.get(path) ?? status(204))(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    at: (path) => received.filter((one) => one.path === path),
    answer: (path, how) => answers.set(path, how),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The payload of a message, verified with the library of the specification. Throws when the signature is wrong. */
export function verified(secret: string, { body, headers }: Received): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers) as Record<string, unknown>;
}
