import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './root.mjs';

/** A failure that the person at the terminal can do something about: shown without a stack. */
export class Failure extends Error {}

/**
 * Runs a program, in the repository's root unless told otherwise, its output passed through, and waits for its end.
 * SIGINT and SIGTERM are handed on to it.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onOutput?: (text: string) => void }} [options] `onOutput` also gets what is written
 * @returns {Promise<number>} its exit code; 128 + n after signal n, as shells count
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
  const handOn = (signal) => child.kill(signal);
  process.on('SIGINT', handOn).on('SIGTERM', handOn);
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      process.off('SIGINT', handOn).off('SIGTERM', handOn);
      reject(
        new Failure(`${file} cannot be run (${error.code}): is it installed and on the PATH?`),
      );
    });
    child.on('close', (code, signal) => {
      process.off('SIGINT', handOn).off('SIGTERM', handOn);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * Runs a script's main function; a Failure ends the process with its sentence, exit code 1.
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
