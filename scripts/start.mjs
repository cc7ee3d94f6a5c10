// npm start: installs what is missing, makes secrets, builds what has changed, and serves.
import { announce } from './lib/announce.mjs';
import { assertFree } from './lib/assert-port-free.mjs';
import { buildIfChanged } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { listenOn } from './lib/listen-on.mjs';
import { appNode, BUNDLED_NODE, nodeEnv, SERVE } from './lib/node.mjs';
import { run, runMain } from './lib/run.mjs';
import { writeSecrets } from './lib/secrets.mjs';

await runMain(async () => {
  const { host, port } = listenOn();
  await install();
  if (appNode() !== BUNDLED_NODE) {
    console.log(
      `npm has no Node for this platform: Node ${process.versions.node} is used instead.`,
    );
  }
  writeSecrets();
  await buildIfChanged();
  await assertFree(host, port);
  const ended = new AbortController();
  announce({ host, port, signal: ended.signal });
  const env = nodeEnv({ NODE_ENV: 'production', HOSTNAME: host, PORT: port });
  const code = await run(appNode(), [SERVE], { env });
  ended.abort();
  return code;
});
