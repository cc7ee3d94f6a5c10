import 'server-only';
import pino from 'pino';
import { singleton } from '@/lib/singleton';

/** Destination of finished lines. */
export type Sink = { write: (line: string) => void };

/**
 * Batches the lines of one turn of the event loop into one write: under load, one write per line costs more
 * than the line. Pending lines are written when the process exits; if it is killed, they are lost.
 * @param write takes finished lines; its first error is reported on standard error, and the lines are lost
 */
export function batchedSink(write: (lines: string) => void): Sink {
  let waiting = '';
  let failed = false;
  const flush = () => {
    const lines = waiting;
    waiting = '';
    if (lines === '') return;
    try {
      write(lines);
    } catch (error) {
      if (!failed) process.stderr.write(`The log could not be written: ${String(error)}\n`);
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

/** The process's standard output, shared by all copies of this module that a bundler makes. */
export function standardOutput(): Sink {
  return singleton('log-lines', () => {
    const destination = pino.destination({ fd: 1, sync: true });
    return batchedSink((lines) => destination.write(lines));
  });
}
