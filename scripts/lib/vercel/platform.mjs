import { once } from 'node:events';
import { createServer, request } from 'node:http';

/** The pattern of the paths of a route such as `/v1/job/[id]`. */
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

/** Routes without parameters take precedence. */
const byParameters = ([a], [b]) => a.split('[').length - b.split('[').length;

/**
 * A stand-in for Vercel's router: one origin that forwards each request to the function of its route.
 * @param {Map<string, number>} ports by route
 * @param {number} fallback the port for paths without a route
 * @returns {Promise<{ url: string, used: Set<number>, close: () => void }>} `used`: the ports that had a request
 */
export async function startPlatform(ports, fallback) {
  const table = [...ports].sort(byParameters).map(([route, port]) => [patternOf(route), port]);
  const used = new Set();
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url ?? '/', 'http://any');
    const [, port] = table.find(([pattern]) => pattern.test(pathname)) ?? [null, fallback];
    used.add(port);
    const forwarded = {
      ...incoming.headers,
      'x-forwarded-host': incoming.headers.host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '203.0.113.7',
      'x-vercel-forwarded-for': '203.0.113.7',
    };
    const { url: path, method } = incoming;
    const proxied = request(
      { host: '127.0.0.1', port, path, method, headers: forwarded },
      (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders);
        response.pipe(outgoing);
      },
    );
    proxied.on('error', (error) => outgoing.writeHead(502).end(error.message));
    incoming.pipe(proxied);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, used, close };
}
