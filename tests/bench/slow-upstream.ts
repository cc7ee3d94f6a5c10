import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const LATENCY_MS = 50;

export type SlowUpstream = {
  /** Ends in `/v1`. */
  url: string;
  host: string;
  /** The number of requests so far. */
  calls: () => number;
  close: () => Promise<void>;
};

function body(id: string): string {
  const common = { mode: 'furnish', styleId: 'scandinavian', roomId: 'living_room' };
  return JSON.stringify(
    id.startsWith('done')
      ? { status: 'success', output: `https://pictures.example/${id}.png`, ...common }
      : { status: 'pending', ...common },
  );
}

/** An upstream that responds after 50 ms; jobs whose id begins with `done` are finished, others stay pending. */
export async function startSlowUpstream(): Promise<SlowUpstream> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    const id = request.url?.split('/').at(-1) ?? '';
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body(id));
    }, LATENCY_MS);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/v1`,
    host,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
