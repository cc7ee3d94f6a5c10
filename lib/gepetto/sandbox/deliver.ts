import type { SandboxJob } from './job-id.ts';

/**
 * Sends one webhook when the job is done, as upstream does: `{id, output}`, never tried again,
 * and nothing for a job that fails. The timer keeps no process alive, and `signal` calls it off.
 */
export function deliverWhenDone(
  { id, job, webhook, output }: { id: string; job: SandboxJob; webhook: string; output: string },
  signal: AbortSignal,
): void {
  if (job.fate === 'failed') return;
  const timer = setTimeout(async () => {
    try {
      await fetch(webhook, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id, output }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
      });
    } catch {
      // One attempt is all that upstream is known to make.
    }
  }, job.duration);
  timer.unref();
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
