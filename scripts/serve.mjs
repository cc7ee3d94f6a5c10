// node scripts/serve.mjs: serves the built app. npm start builds it first.
import { once } from 'node:events';
import { assertPortFree } from './lib/assert-port-free.mjs';
import { listenAddress } from './lib/listen-address.mjs';
import { ROOT } from './lib/root.mjs';
import { loadDrizzleAsCommonJs } from './server/drizzle-as-commonjs.mjs';
import { startNext } from './server/next-app.mjs';
import { createAppServer } from './server/server.mjs';
import { siteOf } from './server/site.mjs';
import { stopOnSignal } from './server/stop.mjs';

const { host, port: requestedPort } = listenAddress();
// Next has to know the port before it is started.
const port = requestedPort === '0' ? await assertPortFree(host, requestedPort) : requestedPort;
// What the app writes is for its own user only: the database, its log, backups.
process.umask(0o077);
process.chdir(ROOT);
loadDrizzleAsCommonJs();
const app = await startNext({ folder: ROOT, host, port: Number(port) });
const server = createAppServer(app.handle, {}, siteOf(ROOT));
server.listen({ port: Number(port), ...(host ? { host } : {}) });
await once(server, 'listening').catch((error) => {
  process.stderr.write(`\nBottega cannot listen on port ${port} (${error.code}).\n`);
  process.exit(1);
});
if (requestedPort === '0') console.log(`Bottega listens on port ${port}.`);
stopOnSignal(server, app);
