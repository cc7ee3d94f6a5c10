import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type CountingProxy = {
  url: string;
  /** One entry for each round trip so far: the JSON of its statements and arguments, with quotes unescaped. */
  trips: string[];
  close: () => Promise<void>;
};

/** Starts a proxy for a libSQL server that records every round trip. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const trips: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.method === 'POST') trips.push(body.replaceAll('\\"', '"'));
    const headers = { 'content-type': request.headers['content-type'] ?? 'application/json' };
    const init = request.method === 'POST' ? { method: 'POST', headers, body } : {};
    const answer = await fetch(new URL(request.url ?? '/', target), init);
    const type = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': type });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trips,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
