// node scripts/serve.mjs: serves the built app. npm start builds it first.
import { once } from 'node:events';
import { listenAddress } from './lib/listen-address.mjs';
import { ROOT } from './lib/root.mjs';
import { startNext } from './server/next-app.mjs';
import { createAppServer } from './server/server.mjs';
import { stopOnSignal } from './server/stop.mjs';

const { host, port } = listenAddress();
process.chdir(ROOT);
const app = await startNext({ folder: ROOT, host, port: Number(port) });
const server = createAppServer(app.handle);
server.listen({ port: Number(port), ...(host ? { host } : {}) });
await once(server, 'listening').catch((error) => {
  process.stderr.write(`\nBottega cannot listen on port ${port} (${error.code}).\n`);
  process.exit(1);
});
stopOnSignal(server, app.close);
