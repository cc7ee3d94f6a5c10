// npm run dev: installs what is missing and starts Next's development server.
import { assertPortFree } from './lib/assert-port-free.mjs';
import { install } from './lib/install.mjs';
import { listenAddress } from './lib/listen-address.mjs';
import { appNode, NEXT, nodeEnv } from './lib/node.mjs';
import { run, runMain } from './lib/run.mjs';
import { ensureSecret } from './lib/secrets.mjs';

await runMain(async () => {
  const { host, port: requestedPort } = listenAddress();
  await install();
  ensureSecret();
  const port = await assertPortFree(host, requestedPort);
  const args = [NEXT, 'dev', '-p', port, ...(host ? ['-H', host] : [])];
  return run(appNode(), args, { env: nodeEnv({ NODE_ENV: 'development' }) });
});
