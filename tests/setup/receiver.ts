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

/** What a receiver does with what it gets; the default is 204. */
type Answer = (response: ServerResponse) => void;

export type Receiver = {
  /** Where it listens, without a path. */
  url: string;
  received: Received[];
  /** What came to one path. */
  at: (path: string) => Received[];
  /** Decides how a path answers from now on. */
  answer: (path: string, how: Answer) => void;
  close: () => Promise<void>;
};

/** Answers with a status, some headers and an empty body. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(code, headers).end();
}

/** Starts somebody's server on 127.0.0.1 that takes webhooks. */
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

/** What was received, checked as a receiver should: with the library of the specification. Throws when it is not genuine. */
export function verified(secret: string, { body, headers }: Received): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers) as Record<string, unknown>;
}
