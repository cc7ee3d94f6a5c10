import 'server-only';
import { getContext } from '@/lib/context';
import { getDb } from '@/lib/db';
import { ConfigurationError, getEnv, onVercel } from '@/lib/env';
import { logFailure, redactConsole } from '@/lib/log';
import { TASKS } from '@/lib/maintenance';

function sentence(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `The database cannot be opened (${message}). Check DATABASE_URL and the rights on its folder.`;
}

/** How long a box rests between two sweeps, ms. */
const REST_MS = 1_000;
/** The longest sweep, ms: the next begins at once. */
const SWEEP_MS = 60_000;

/** Keeps house with no tab open. Where instances come and go, a cron route does it instead. */
function scheduleMaintenance(): void {
  if (getEnv().vercel) return;
  for (const chore of TASKS) {
    const round = async () => {
      await getContext(() => {})
        .then((ctx) => chore(ctx, SWEEP_MS))
        .catch(logFailure('a sweep failed'));
      setTimeout(round, REST_MS).unref();
    };
    round();
  }
}

/**
 * Fails closed: a process whose configuration or database is wrong ends here, with a sentence for the
 * operator. On Vercel a process that ended would be a bare 500: there it stays, every request is refused
 * with the sentence (`proxy.ts`, `lib/http/errors.ts`), and a database that comes back is opened then.
 */
export async function startUp(): Promise<void> {
  try {
    const { production, tracing, secrets } = getEnv();
    if (production) redactConsole();
    // Loaded only where traces go somewhere: otherwise it costs nothing.
    if (tracing) (await import('@/lib/telemetry')).startTracing(tracing, secrets);
    await getDb();
    scheduleMaintenance();
  } catch (error) {
    process.stderr.write(`Bottega cannot start.\n${sentence(error)}\n`);
    if (!onVercel()) process.exit(1);
  }
}
