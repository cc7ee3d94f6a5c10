import 'server-only';
import { format } from 'node:util';
import pino from 'pino';
import { ConfigurationError, getEnv } from '@/lib/env';
import { errorCodes, errorName } from '@/lib/errors';
import { redactor } from '@/lib/redact';
import { requestFacts } from '@/lib/request';
import { singleton } from '@/lib/singleton';
import { currentTraceId } from '@/lib/tracing';

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

/** Fields that tie a line to its request. */
function requestFields(): object {
  const facts = requestFacts();
  const traceId = currentTraceId();
  return { ...(facts && { requestId: facts.id }), ...(traceId && { traceId }) };
}

/**
 * Creates a logger that writes one JSON object per line. Secrets are redacted in the finished line, so it
 * does not matter in which field or message they are.
 * @param secrets values to redact wherever they occur
 */
export function createLog(sink: Sink, level: string, secrets: string[]): pino.Logger {
  const redact = redactor(secrets);
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: requestFields,
      // Nested ones are found in the finished line: searching the object would cost more than all the rest.
      redact: ['authorization', 'cookie', 'token', 'password'],
    },
    { write: (line) => sink.write(redact(line)) },
  );
}

let logger: pino.Logger | undefined;

function openLog(): pino.Logger {
  const { logLevel, secrets } = getEnv();
  return createLog(standardOutput(), logLevel, secrets);
}

/**
 * The process's logger, on standard output. Never log a raw upstream error. Silent with an invalid
 * configuration: the secrets are unknown then, and start-up has reported the problem.
 */
export function log(): pino.Logger {
  try {
    logger ??= openLog();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return pino({ level: 'silent' });
  }
  return logger;
}

/**
 * A `catch` handler for background work: logs the error's name and codes, and swallows the error.
 * @param what the log line, a sentence without its full stop
 */
export function logFailure(what: string): (error: unknown) => undefined {
  return (error) => {
    log().error({ error: errorName(error), codes: errorCodes(error) }, what);
    return undefined;
  };
}

const MINUTE_MS = 60_000;

/**
 * `logFailure` for work that runs over and over: the same cause is logged once a minute, with the number of
 * failures since the last line. Create it once for the work, not once for each run.
 */
export function logOncePerMinute(what: string): (error: unknown) => undefined {
  const last = new Map<string, { at: number; unlogged: number }>();
  return (error) => {
    const cause = { error: errorName(error), codes: errorCodes(error) };
    const key = `${cause.error} ${cause.codes}`;
    const before = last.get(key);
    if (before && performance.now() - before.at < MINUTE_MS) {
      before.unlogged += 1;
      return undefined;
    }
    last.set(key, { at: performance.now(), unlogged: 0 });
    log().error({ ...cause, times: (before?.unlogged ?? 0) + 1 }, what);
    return undefined;
  };
}

/**
 * Redacts secrets in what Next and libraries print to the console, for example a database error whose
 * message contains a query and its values.
 */
export function redactConsole(): void {
  const redact = redactor(getEnv().secrets);
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    // biome-ignore lint/suspicious/noConsole: this redacts what libraries print.
    const print = globalThis.console[name];
    globalThis.console[name] = (...parts) => print(redact(format(...parts)));
  }
}
