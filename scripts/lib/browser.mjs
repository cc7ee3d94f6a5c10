import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure, run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium on this machine: CHROMIUM_PATH, or the first one on the PATH.
 * @returns {string | undefined}
 */
export function findChromium() {
  const { CHROMIUM_PATH: named, PATH = '' } = process.env;
  const paths = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(named ? [named] : []), ...paths].find((path) => existsSync(path));
}

function hasPlaywrightChromium() {
  const code = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const { stdout } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  return stdout !== '' && existsSync(stdout);
}

async function installWithApt() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  await run('apt-get', ['update', '-qq'], { env, onOutput: () => {} });
  return (await run('apt-get', args, { env, onOutput: () => {} })) === 0;
}

/**
 * Installs Chromium if there is none: Debian's with apt, or else Playwright's.
 * @throws {Failure}
 */
export async function installBrowser() {
  if (findChromium() || hasPlaywrightChromium()) return;
  console.log('Installing Chromium for the end-to-end tests ...');
  if ((await installWithApt()) && findChromium()) return;
  if ((await run('npx', ['playwright', 'install', '--with-deps', 'chromium'])) === 0) return;
  throw new Failure(
    'Chromium could not be installed. Install it yourself, or set CHROMIUM_PATH to its path.',
  );
}
