import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = 'npm run sandbox -- [--port 4010] [--host 127.0.0.1] [--key secret] [--speed 5]';

/** Node runs the TypeScript of the sandbox without a build from 22.18 on. */
function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function runAgainWithOwnNode() {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(node)) fail('The sandbox needs Node 24: run npm start or npm install first.');
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  child.on('error', (error) => fail(`Node 24 cannot be started (${error.message}).`));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function readNumber(name, text, smallest, largest) {
  const value = Number(text);
  if (!(value >= smallest && value <= largest)) {
    fail(`${name} must be a number from ${smallest} to ${largest}. Usage: ${usage}`);
  }
  return value;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env.PORT || '4010' },
        host: { type: 'string', default: process.env.HOST || '127.0.0.1' },
        key: { type: 'string', default: process.env.SANDBOX_API_KEY },
        speed: { type: 'string', default: '1' },
      },
    });
    return {
      port: readNumber('--port', values.port, 0, 65535),
      host: values.host,
      apiKey: values.key || undefined,
      durationScale: 1 / readNumber('--speed', values.speed, 0.01, 1000),
    };
  } catch (error) {
    return fail(`${error.message} Usage: ${usage}`);
  }
}

async function serve() {
  const options = readOptions();
  const { startSandbox } = await import('../lib/gepetto/sandbox/index.ts').catch((error) =>
    fail(`The sandbox cannot be loaded (${error.message}). Run npm install first.`),
  );
  const server = await startSandbox({ ...options, deliverWebhooks: true }).catch((error) =>
    fail(`The sandbox cannot listen on ${options.host}:${options.port} (${error.message}).`),
  );
  const key = options.apiKey ?? 'anything';
  console.log(
    `Sandbox at ${server.url}. Point the app at it: GEPETTO_API_URL=${server.url} GEPETTO_API_KEY=${key} npm start`,
  );
  const close = async () => {
    await server.close();
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

if (runsTypeScript()) await serve();
else runAgainWithOwnNode();
