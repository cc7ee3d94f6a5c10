import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './root.mjs';

/** A failure that the user can fix: its message is printed without a stack. */
export class Failure extends Error {}

/**
 * Runs a program, by default in the root, with its output passed through, and waits until it ends. SIGINT
 * and SIGTERM are forwarded to it.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onOutput?: (text: string) => void }} [options] `onOutput` also receives the output
 * @returns {Promise<number>} its exit code; 128 + n after signal n, as in shells
 */
export function run(file, args, { env = process.env, cwd = ROOT, onOutput } = {}) {
  const stdio = onOutput ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
  const child = spawn(file, args, { cwd, env, stdio });
  for (const name of ['stdout', 'stderr']) {
    child[name]?.on('data', (chunk) => {
      process[name].write(chunk);
      onOutput?.(String(chunk));
    });
  }
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      reject(
        new Failure(`${file} cannot be run (${error.code}). Is it installed and on the PATH?`),
      );
    });
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * Runs a script's main function. A Failure prints its message and exits with code 1.
 * @param {() => Promise<number | void>} main may return the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
