// npm run dev: as npm start, but with Next's development server and nothing to build.
import { assertFree } from './lib/assert-port-free.mjs';
import { install } from './lib/install.mjs';
import { listenOn } from './lib/listen-on.mjs';
import { appNode, NEXT, nodeEnv } from './lib/node.mjs';
import { run, runMain } from './lib/run.mjs';
import { writeSecrets } from './lib/secrets.mjs';

await runMain(async () => {
  const { host, port } = listenOn();
  await install();
  writeSecrets();
  await assertFree(host, port);
  const args = [NEXT, 'dev', '-p', port, ...(host ? ['-H', host] : [])];
  return run(appNode(), args, { env: nodeEnv({ NODE_ENV: 'development' }) });
});
