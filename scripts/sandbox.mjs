// npm run sandbox -- [--port 4010] [--key secret] [--speed 5]: runs the sandbox alone, as a server.
import { parseArgs } from 'node:util';
import { install } from './lib/install.mjs';
import { appNode } from './lib/node.mjs';
import { Failure, run, runMain } from './lib/run.mjs';

async function serve() {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, key: { type: 'string' }, speed: { type: 'string' } },
  });
  const port = Number(values.port ?? process.env.PORT ?? 4010);
  const speed = Number(values.speed ?? 1);
  if (!Number.isInteger(port) || !(speed > 0)) {
    throw new Failure('--port must be a port, and --speed a number above 0.');
  }
  const apiKey = values.key ?? process.env.SANDBOX_API_KEY;
  const host = process.env.HOST ?? '127.0.0.1';
  const { startSandbox } = await import('../sandbox/index.ts');
  const options = { host, port, durationScale: 1 / speed, alone: true };
  const sandbox = await startSandbox(apiKey ? { ...options, apiKey } : options);
  console.log(`The sandbox is running at ${sandbox.url}`);
  console.log(
    `Use it with: GEPETTO_API_URL=${sandbox.url} GEPETTO_API_KEY=${apiKey ?? 'any-key-will-do'} npm start`,
  );
  // The server itself does not keep the process alive.
  const keepAlive = setInterval(() => {}, 2 ** 30);
  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
  clearInterval(keepAlive);
  await sandbox.close();
}

await runMain(async () => {
  await install();
  // The sandbox is TypeScript, which only the app's own Node runs without a build.
  if (process.execPath === appNode()) return serve();
  return run(appNode(), process.argv.slice(1));
});
