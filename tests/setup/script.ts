import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnv } from '../../scripts/lib/clean-env.mjs';

export type Run = { code: number; output: string };

/**
 * Runs one of `scripts/` as npm would and waits for its end.
 * @param env added to a clean environment
 */
export async function runScript(
  name: string,
  args: string[],
  env: Record<string, string>,
): Promise<Run> {
  const path = join(process.cwd(), 'scripts', `${name}.mjs`);
  const child = spawn(process.execPath, [path, ...args], {
    env: cleanEnv(env) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}
