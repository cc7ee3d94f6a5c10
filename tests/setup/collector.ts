import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Collector = {
  url: string;
  requests: { url: string; headers: IncomingMessage['headers'] }[];
  /** Everything received so far. Protobuf leaves strings as they are, so they can be searched. */
  received: () => string;
  close: () => Promise<void>;
};

/** Starts an OTLP collector on 127.0.0.1 that accepts everything. */
export async function startCollector(): Promise<Collector> {
  const requests: Collector['requests'] = [];
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    requests.push({ url: request.url ?? '', headers: request.headers });
    bodies.push(body);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    received: () => Buffer.concat(bodies).toString('latin1'),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
