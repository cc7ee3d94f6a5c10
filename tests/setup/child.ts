import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export type Child = {
  pid: number;
  /** All that it has written so far, standard output and standard error together. */
  output: () => string;
  /** Its exit code, or null while it runs and after a signal ended it. */
  exitCode: () => number | null;
  /** Sends a signal and waits for the end. Harmless when it has ended already. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

type Options = {
  env: Record<string, string>;
  cwd?: string;
  /** Polled until it says true: the process is then up. Errors count as false. */
  isUp: () => Promise<boolean>;
};

/** How long a server may take to come up, ms. Only reached when something is broken. */
const UP_WITHIN_MS = 45_000;
/** So much of what a server wrote is shown when it does not come up, characters. */
const MOST_SHOWN = 4_000;

/**
 * Ends a server when this process is gone, however it went: a test worker that is killed runs no handler
 * of its own, but the pipe that it held to the guard closes.
 */
function guard(child: ChildProcess): void {
  const script = 'read -r _; kill -9 "$0"';
  const watcher = spawn('sh', ['-c', script, String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of reach of a Ctrl-C, which goes to everything in the terminal's group.
    detached: true,
  });
  watcher.unref();
  child.once('exit', () => watcher.kill('SIGKILL'));
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts a server and waits until it is up.
 * @throws Error with the end of what it wrote, when it ends or hangs instead
 */
export async function startChild(file: string, args: string[], options: Options): Promise<Child> {
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  }
  if (child.pid !== undefined) guard(child);
  child.on('error', (error) => {
    written += error.message;
  });

  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.pid === undefined || ended(child)) return;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  };

  const deadline = Date.now() + UP_WITHIN_MS;
  while (!(await options.isUp().catch(() => false))) {
    const late = Date.now() > deadline;
    if (!late && child.pid !== undefined && !ended(child)) {
      await sleep(50);
      continue;
    }
    await stop('SIGKILL');
    throw new Error(
      `${args[0] ?? file} did not come up${late ? ' in time' : ''}.\n${written.slice(-MOST_SHOWN)}`,
    );
  }
  return { pid: child.pid as number, output: () => written, exitCode: () => child.exitCode, stop };
}
