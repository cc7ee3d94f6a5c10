import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** `/v1/job/[id]` as a pattern of addresses. */
function patternOf(route) {
  const source = route
    .split('/')
    .map((segment) =>
      /^\[\.\.\..*\]$/.test(segment)
        ? '.+'
        : /^\[.*\]$/.test(segment)
          ? '[^/]+'
          : segment.replaceAll(/[.*+?^${}()|\\]/g, '\\$&'),
    )
    .join('/');
  return new RegExp(`^${source}$`);
}

/** Fixed addresses go before those with parameters, as everywhere. */
const byParameters = ([a], [b]) => a.split('[').length - b.split('[').length;

/**
 * A stand-in for Vercel's router: one origin, and behind it the function of each route.
 * @param {Map<string, number>} ports by route
 * @param {number} otherwise the port of whoever answers for all other addresses
 * @returns {Promise<{ url: string, asked: Set<number>, close: () => void }>} `asked`: the ports that were used
 */
export async function startPlatform(ports, otherwise) {
  const table = [...ports].sort(byParameters).map(([route, port]) => [patternOf(route), port]);
  const asked = new Set();
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://any');
    const [, port] = table.find(([pattern]) => pattern.test(pathname)) ?? [null, otherwise];
    asked.add(port);
    const forwarded = {
      ...incoming.headers,
      'x-forwarded-host': incoming.headers.host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '203.0.113.7',
    };
    const { url: path, method } = incoming;
    const passed = request(
      { host: '127.0.0.1', port, path, method, headers: forwarded },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', (error) => outgoing.writeHead(502).end(error.message));
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, asked, close };
}
