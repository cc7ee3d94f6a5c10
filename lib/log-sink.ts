import 'server-only';
import pino from 'pino';
import { singleton } from '@/lib/singleton';

/** Where finished lines go. */
export type Sink = { write: (line: string) => void };

/**
 * Writes together what comes in one turn of the event loop: under load a write a line costs more than the
 * line. What waits when the process ends by itself is written still; a process that is killed loses that
 * one turn.
 * @param write takes finished lines; what it throws is said once on standard error, and those lines are lost
 */
export function inTurns(write: (lines: string) => void): Sink {
  let waiting = '';
  let failed = false;
  const flush = () => {
    const lines = waiting;
    waiting = '';
    if (lines === '') return;
    try {
      write(lines);
    } catch (error) {
      if (!failed) process.stderr.write(`The log cannot be written: ${String(error)}\n`);
      failed = true;
    }
  };
  process.on('exit', flush);
  return {
    write(line) {
      if (waiting === '') setImmediate(flush);
      waiting += line;
    },
  };
}

/** The process's standard output, one for all copies of the log that a bundler makes. */
export function standardOutput(): Sink {
  return singleton('log-lines', () => {
    const destination = pino.destination({ fd: 1, sync: true });
    return inTurns((lines) => destination.write(lines));
  });
}
