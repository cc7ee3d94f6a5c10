import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appNode, nodeEnv } from '../node.mjs';
import { ROOT } from '../root.mjs';
import { run } from '../run.mjs';

/** A version that works without an account. Not a dependency: it is 344 MB, and only this check needs it. */
const VERSION = '59.16.0';
const FOLDER = join(ROOT, `.vercel/cli-${VERSION}`);
const COMMAND = join(FOLDER, 'node_modules/vercel/dist/vc.js');

/**
 * Installs Vercel's command into `.vercel/` (which git ignores), unless it is there already.
 * @returns {Promise<boolean>} false if it could not be installed
 */
export async function installCli() {
  if (existsSync(COMMAND)) return true;
  console.log(`Installing vercel ${VERSION} (344 MB) ...`);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', [...args, `vercel@${VERSION}`], { cwd: FOLDER });
  if (code === 0 && existsSync(COMMAND)) return true;
  rmSync(FOLDER, { recursive: true, force: true });
  return false;
}

/** What Vercel stores about a linked project. Without it the command requires an account. */
const PROJECT = {
  projectId: 'prj_check',
  orgId: 'team_check',
  settings: {
    framework: 'nextjs',
    nodeVersion: '24.x',
    // A no-op: the packages were copied with the tree.
    installCommand: 'node --version',
  },
};

/**
 * Runs `vercel build` in a copy of the repository, with no account and no network.
 * @param {string} tree the copy
 * @param {Record<string, string>} variables those of the project's settings
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function vercelBuild(tree, variables) {
  mkdirSync(join(tree, '.vercel'), { recursive: true });
  writeFileSync(join(tree, '.vercel/project.json'), JSON.stringify(PROJECT));
  const { PATH = '' } = process.env;
  // The command would otherwise write into the developer's home folder.
  const own = { HOME: join(tree, '.vercel'), XDG_DATA_HOME: join(tree, '.vercel') };
  const quiet = { VERCEL_TELEMETRY_DISABLED: '1', NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' };
  let output = '';
  const code = await run(appNode(), [COMMAND, 'build', '--prod', '--yes', '--token', 'x'], {
    cwd: tree,
    env: nodeEnv({ ...own, ...quiet, ...variables }, { PATH }),
    onOutput: (text) => {
      output += text;
    },
  });
  return { code, output };
}
