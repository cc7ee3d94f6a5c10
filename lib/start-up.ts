import 'server-only';
import { appointOperator } from '@/lib/auth';
import { type Context, getContext } from '@/lib/context';
import { closeDb, getDb, now, resetFutureTimes } from '@/lib/db';
import { ConfigurationError, getEnv, onVercel } from '@/lib/env';
import { releaseHeld } from '@/lib/lease';
import { logFailure, logOncePerMinute, redactConsole } from '@/lib/log';
import { TASKS } from '@/lib/maintenance';
import { overwriteForwarded } from '@/lib/overwrite-forwarded';
import { advanceAfterResult } from '@/lib/recipes';
import { whenResultStored } from '@/lib/results';
import { connectSandbox } from '@/lib/sandbox-host';
import { beforeExit, finishBeforeExit, isStopping } from '@/lib/shutdown';

/** How long a task pauses between two runs, ms. */
const PAUSE_MS = 1_000;
/** The longest run of a task, ms. */
const RUN_MS = 60_000;

function messageOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `The database cannot be opened (${message}). Check DATABASE_URL and the rights on its folder.`;
}

/** Deferred work belongs to no request, but must end before the process does. */
const defer: Context['defer'] = (work) => {
  finishBeforeExit(work).catch(() => {});
};

/** Runs every task over and over. On Vercel a cron route runs them instead. */
function scheduleMaintenance(): void {
  if (getEnv().vercel) return;
  for (const task of TASKS) {
    const logError = logOncePerMinute('a sweep failed');
    const run = async () => {
      if (isStopping()) return;
      await finishBeforeExit(getContext(defer).then((ctx) => task(ctx, RUN_MS))).catch(logError);
      setTimeout(run, PAUSE_MS).unref();
    };
    run();
  }
}

/**
 * Starts what the app needs. Invalid configuration or a database that cannot be opened ends the process
 * with a message for the operator. On Vercel that would give a bare 500, so the process stays and refuses
 * every request with the message (`proxy.ts`, `lib/http/errors.ts`); later requests try the database again.
 */
export async function startUp(): Promise<void> {
  try {
    const { production, tracing, secrets } = getEnv();
    if (production) redactConsole();
    overwriteForwarded();
    // Loaded only if tracing is configured: the SDK is large.
    if (tracing) (await import('@/lib/telemetry')).startTracing(tracing, secrets);
    const db = await getDb();
    // Before anything is served: after the clock was wrong, a restart is enough.
    await resetFutureTimes(db, now()).catch(logFailure('times in the future were not looked for'));
    await appointOperator({ db, now }).catch(logFailure('no operator was looked for'));
    beforeExit(releaseHeld);
    beforeExit(closeDb);
    whenResultStored('recipes', advanceAfterResult);
    connectSandbox(() => getContext(defer));
    scheduleMaintenance();
  } catch (error) {
    process.stderr.write(`Bottega cannot start.\n${messageOf(error)}\n`);
    if (!onVercel()) process.exit(1);
  }
}
