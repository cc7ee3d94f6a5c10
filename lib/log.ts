import 'server-only';
import { format } from 'node:util';
import pino from 'pino';
import { ConfigurationError, getEnv } from '@/lib/env';
import { errorName } from '@/lib/errors';
import { type Sink, standardOutput } from '@/lib/log-sink';
import { redactor } from '@/lib/redact';
import { requestFacts } from '@/lib/request';
import { currentTraceId } from '@/lib/tracing';

/** What every line says of the request that it belongs to. */
function belonging(): object {
  const facts = requestFacts();
  const traceId = currentTraceId();
  return { ...(facts && { requestId: facts.id }), ...(traceId && { traceId }) };
}

/**
 * Makes a log that writes one JSON object a line. The last thing that happens to a line is that secrets
 * are taken out of it, whatever field or message they came in by.
 * @param secrets values that are secret whatever their shape
 */
export function createLog(sink: Sink, level: string, secrets: string[]): pino.Logger {
  const redact = redactor(secrets);
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: belonging,
      // Deeper ones are found in the finished line: to look for them in the object costs more than all the rest.
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
 * The process's log, on standard output. Only plain facts go in, never a raw upstream error. Silent where the
 * configuration is wrong: what is secret is not known then, and the start has said what is wrong.
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
 * For work that nobody waits for: its failure is logged, by name, and goes no further.
 * @param what could not be done, as a sentence without its full stop
 */
export function logFailure(what: string): (error: unknown) => undefined {
  return (error) => {
    log().error({ error: errorName(error) }, what);
    return undefined;
  };
}

/**
 * Takes secrets out of what libraries and Next print by themselves: an error of the database, say, whose
 * message holds a query and its values.
 */
export function redactConsole(): void {
  const redact = redactor(getEnv().secrets);
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    // biome-ignore lint/suspicious/noConsole: what others print is cleaned here.
    const print = globalThis.console[name];
    globalThis.console[name] = (...parts) => print(redact(format(...parts)));
  }
}
