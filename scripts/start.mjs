// npm start: installs what is missing, generates a secret, builds if something has changed, and serves.
import { announce } from './lib/announce.mjs';
import { assertPortFree } from './lib/assert-port-free.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { listenAddress } from './lib/listen-address.mjs';
import { appNode, BUNDLED_NODE, nodeEnv, SERVE } from './lib/node.mjs';
import { run, runMain } from './lib/run.mjs';
import { ensureSecret } from './lib/secrets.mjs';

await runMain(async () => {
  const { host, port: requestedPort } = listenAddress();
  await install();
  if (appNode() !== BUNDLED_NODE) {
    console.log(`npm has no Node for this platform, so Node ${process.versions.node} is used.`);
  }
  ensureSecret();
  await buildIfChanged();
  const port = await assertPortFree(host, requestedPort);
  const ended = new AbortController();
  announce({ host, port, signal: ended.signal });
  const env = nodeEnv({ NODE_ENV: 'production', HOSTNAME: host, PORT: port });
  const code = await run(appNode(), SERVE, { env });
  ended.abort();
  return code;
});
