import 'server-only';
import pino from 'pino';
import { getEnv } from '@/lib/env';

let logger: pino.Logger | undefined;

/** The process's log: JSON lines on standard output. Only plain facts go in, never a raw upstream error. */
export function log(): pino.Logger {
  logger ??= pino({
    level: getEnv().logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['authorization', 'cookie', 'token', 'password', '*.authorization', '*.cookie'],
  });
  return logger;
}
