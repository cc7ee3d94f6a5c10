import { spawn } from 'node:child_process';
import { cpSync, linkSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appNode } from '../node.mjs';
import { Failure } from '../run.mjs';

const SERVE = fileURLToPath(new URL('serve-function.mjs', import.meta.url));

/** Lays a function's files out as Vercel unpacks them: nothing else is near, so what is missing is missed. */
function unpack(built, folder) {
  for (const [name, path] of built.files) {
    const at = join(folder, name);
    mkdirSync(dirname(at), { recursive: true });
    if (lstatSync(path).isSymbolicLink()) symlinkSync(readlinkSync(path), at);
    else {
      try {
        linkSync(path, at);
      } catch {
        cpSync(path, at);
      }
    }
  }
}

/**
 * Starts one function of a build in a process that may write nowhere on the disk.
 * @param {import('./output.mjs').BuiltFunction} built
 * @param {string} folder an empty one
 * @param {Record<string, string>} env all that it gets to know
 * @returns {Promise<{ port: number, stop: () => void, output: () => string }>}
 * @throws {Failure} when it does not come up
 */
export async function startInstance(built, folder, env) {
  unpack(built, folder);
  const readOnly = ['--permission', '--allow-fs-read=*', '--allow-addons', '--no-warnings'];
  const launcher = join(folder, built.config.handler);
  const args = [...readOnly, SERVE, launcher, built.config.useWebApi ? 'web' : 'node'];
  const child = spawn(appNode(), args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const port = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        const [, at] = /listening (\d+)/.exec(output) ?? [];
        if (at) resolve(Number(at));
      });
    }
    child.on('close', () => reject(new Failure(`${built.name} did not start.\n${output}`)));
  });
  return { port, stop: () => child.kill('SIGKILL'), output: () => output };
}
