import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type FaultyProxy = {
  url: string;
  /** Bytes go nowhere from now on, as if a firewall dropped the packets; connections stay open. */
  swallow: () => void;
  /** Every connection is reset and none is accepted, as if the server had been killed. */
  die: () => Promise<void>;
  /** Everything passes again, on the same port. */
  recover: () => Promise<void>;
  close: () => Promise<void>;
};

/** Starts a TCP proxy in front of a server that can be made to fail in the ways of networks. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let swallowing = false;
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  };
  const listen = async (on: number) => {
    const server = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        track(from);
        from.on('data', (bytes) => void (swallowing || to.write(bytes)));
        from.once('close', () => to.destroy());
      }
    }).listen(on, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await listen(0);
  const own = (server.address() as AddressInfo).port;
  const die = async () => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await once(server, 'close');
  };
  return {
    url: `http://127.0.0.1:${own}`,
    swallow: () => {
      swallowing = true;
    },
    die,
    recover: async () => {
      swallowing = false;
      for (const socket of sockets) socket.destroy();
      if (!server.listening) server = await listen(own);
    },
    close: die,
  };
}
