import { once } from 'node:events';
import { request as connect, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type CountingProxy = {
  url: string;
  /** The method and path of every request so far. */
  requests: string[];
  /** One entry for each POST so far: the JSON of its statements and arguments, with quotes unescaped. */
  trips: string[];
  close: () => Promise<void>;
};

/** Starts a proxy that records every request: for a libSQL server each is a round trip, for Gepetto a call. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const requests: string[] = [];
  const trips: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const body = await buffer(incoming);
    requests.push(`${method} ${url}`);
    if (method === 'POST') trips.push(body.toString().replaceAll('\\"', '"'));
    const passed = connect(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    passed.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    trips,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
