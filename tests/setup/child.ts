import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export type Child = {
  pid: number;
  /** Standard output and standard error so far. */
  output: () => string;
  /** The exit code; null while the process runs and after it was ended by a signal. */
  exitCode: () => number | null;
  /** Sends a signal and waits for the end. Does nothing when the process has ended already. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
};

type Options = {
  env: Record<string, string>;
  cwd?: string;
  /** Polled until it returns true: the process has then started. Errors count as false. */
  isUp: () => Promise<boolean>;
};

/** How long a server may take to start, ms. Only reached when something is broken. */
const START_TIMEOUT_MS = 45_000;
/** How much output is shown when a server does not start, characters. */
const MAX_SHOWN = 4_000;

/**
 * Kills a server when this process ends. A test worker that is killed runs no handler of its own, but its pipe to
 * the guard closes.
 */
function guard(child: ChildProcess): void {
  const script = 'read -r _; kill -9 "$0"';
  const watcher = spawn('sh', ['-c', script, String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C goes to the whole process group of the terminal; the guard must survive it.
    detached: true,
  });
  watcher.unref();
  child.once('exit', () => watcher.kill('SIGKILL'));
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts a server and waits until it is up.
 * @throws Error with the end of its output, when it ends or hangs instead
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

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await options.isUp().catch(() => false))) {
    const late = Date.now() > deadline;
    if (!late && child.pid !== undefined && !ended(child)) {
      await sleep(50);
      continue;
    }
    await stop('SIGKILL');
    throw new Error(
      `${args[0] ?? file} did not start${late ? ' in time' : ''}.\n${written.slice(-MAX_SHOWN)}`,
    );
  }
  return { pid: child.pid as number, output: () => written, exitCode: () => child.exitCode, stop };
}
