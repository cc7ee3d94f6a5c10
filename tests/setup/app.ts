import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { cleanEnv } from '../../scripts/lib/clean-env.mjs';
import { SERVE } from '../../scripts/lib/node.mjs';
import { startChild } from './child';
import { freePort } from './free-port';
import { filesBeside } from './sqld';
import { temporaryFolder } from './temp-folder';

const ROOT = process.cwd();

/** Where Node keeps compiled code: an app that starts again takes a quarter less of a processor's time. */
const COMPILED = join(ROOT, 'node_modules/.cache/node-compile');

/** For example `(node:1) [DEP0040] DeprecationWarning: ...`. */
const NODE_WARNING = /^\(node:\d+\).*Warning.*$/m;

export type RunningApp = {
  url: string;
  pid: number;
  /** Standard output and standard error so far. */
  output: () => string;
  /** Stops the app, waits for its end and deletes its own database. Harmless when it has stopped already. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

export type StartOptions = {
  /** Added to a clean environment: a database of its own, a random secret, no API key. */
  env?: Record<string, string>;
  port?: number;
  /** A command that runs the app, for example as another user. */
  as?: string[];
  /** The status of /api/health at which the app counts as started; default 200. */
  health?: number;
};

/** Whether a test chooses a store itself. */
const namesStore = (env: StartOptions['env'] = {}) =>
  ['STORAGE_DIR', 'S3_BUCKET', 'BLOB_READ_WRITE_TOKEN'].some((name) => name in env);

/**
 * Runs the built app on 127.0.0.1 and waits until its health check has the expected status. The developer's own
 * configuration does not reach it.
 * @throws Error with the app's output, when it does not start
 */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  try {
    return await startOnce(options);
  } catch (error) {
    // Another process has taken the port since it was found to be free.
    if (options.port !== undefined || !String(error).includes('EADDRINUSE')) throw error;
    return startOnce(options);
  }
}

async function startOnce(options: StartOptions): Promise<RunningApp> {
  const folder = temporaryFolder();
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const database = options.env?.DATABASE_URL ?? `file:${join(folder.path, 'bottega.db')}`;
  const env = cleanEnv({
    DATABASE_URL: database,
    NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
    // With a key people sign up by invitation; most tests are not about that.
    SIGN_UP: 'open',
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
    NODE_COMPILE_CACHE: COMPILED,
    ...(database.startsWith('http') &&
      !namesStore(options.env) && { STORAGE_DIR: filesBeside(database) }),
    ...options.env,
  });
  try {
    // A file that would grow beyond a limit is then an error of the write, as on a full disk, and no signal.
    const command = [...(options.as ?? []), 'sh', '-c', 'trap \'\' XFSZ; exec "$0" "$@"'];
    const [file = 'sh', ...args] = [...command, process.execPath, ...SERVE];
    const child = await startChild(file, args, {
      env,
      cwd: ROOT,
      isUp: async () => (await fetch(`${url}/api/health`)).status === (options.health ?? 200),
    });
    const stop = async (signal?: NodeJS.Signals) => {
      await child.stop(signal);
      const [warning] = NODE_WARNING.exec(child.output()) ?? [];
      if (warning) throw new Error(`The app printed a warning of Node's: ${warning}`);
      folder.remove();
    };
    return { url, pid: child.pid, output: child.output, stop };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
