// Serves one function of a build, as Vercel does: node serve-function.mjs <launcher> <web|node>
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [launcher = '', api] = process.argv.slice(2);

// Next's after() needs Vercel's waitUntil. This process stays alive, so it has nothing to do.
globalThis[Symbol.for('@vercel/request-context')] = { get: () => ({ waitUntil: () => {} }) };
const handler = createRequire(import.meta.url)(launcher);

/** Next's proxy takes a Request and returns a Response. */
async function web(incoming, outgoing) {
  const url = `http://${incoming.headers.host}${incoming.url}`;
  const response = await handler(new Request(url, { headers: incoming.headers }));
  outgoing.writeHead(response.status, [...response.headers].flat());
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

const server = createServer(api === 'web' ? web : handler);
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening ${server.address().port}\n`));
