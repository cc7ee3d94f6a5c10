import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { cleanEnv } from '../../scripts/lib/clean-env.mjs';
import { startChild } from './child';
import { freePort } from './free-port';
import { temporaryFolder } from './temp-folder';

const ROOT = process.cwd();
/** What npm start runs. */
const SERVE = join(ROOT, 'scripts/serve.mjs');

export type RunningApp = {
  url: string;
  pid: number;
  /** All that it has written so far, standard output and standard error together. */
  output: () => string;
  /** Ends it, deletes its database and waits for both. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

type Options = {
  /** Added to clean surroundings: a database of its own, a random secret, no API key. */
  env?: Record<string, string>;
  port?: number;
  /** What its health must say before it counts as up; 200 unless it is to be wrong. */
  health?: number;
};

/**
 * Runs the built app on 127.0.0.1 and waits until it is as healthy as it should be. Nothing of the developer's own
 * configuration reaches it.
 * @throws Error with all that the app wrote, when it does not come up
 */
export async function startApp(options: Options = {}): Promise<RunningApp> {
  const folder = temporaryFolder();
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const env = cleanEnv({
    DATABASE_URL: `file:${join(folder.path, 'bottega.db')}`,
    NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
    ...options.env,
  });
  try {
    const child = await startChild(process.execPath, [SERVE], {
      env,
      cwd: ROOT,
      isUp: async () => (await fetch(`${url}/api/health`)).status === (options.health ?? 200),
    });
    const stop = async (signal?: NodeJS.Signals) => {
      await child.stop(signal);
      folder.remove();
    };
    return { url, pid: child.pid, output: child.output, stop };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
