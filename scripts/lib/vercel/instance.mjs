import { spawn } from 'node:child_process';
import { cpSync, linkSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appNode } from '../node.mjs';
import { Failure } from '../run.mjs';

const SERVE = fileURLToPath(new URL('serve-function.mjs', import.meta.url));

/** Lays out the files of a function as Vercel does, with nothing else beside them, so that a missing file is noticed. */
function unpack(built, folder) {
  for (const [name, path] of built.files) {
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true });
    if (lstatSync(path).isSymbolicLink()) symlinkSync(readlinkSync(path), target);
    else {
      try {
        linkSync(path, target);
      } catch {
        cpSync(path, target);
      }
    }
  }
}

/**
 * Starts one function of a build in a process without write access to the disk.
 * @param {import('./output.mjs').BuiltFunction} built
 * @param {string} folder an empty one
 * @param {Record<string, string>} env its whole environment
 * @returns {Promise<{ port: number, stop: () => void, output: () => string }>}
 * @throws {Failure} if it does not start
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
        const [, found] = /listening (\d+)/.exec(output) ?? [];
        if (found) resolve(Number(found));
      });
    }
    child.on('close', () => reject(new Failure(`${built.name} did not start.\n${output}`)));
  });
  return { port, stop: () => child.kill('SIGKILL'), output: () => output };
}
