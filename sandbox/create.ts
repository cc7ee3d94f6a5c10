import { randomInt } from 'node:crypto';
import { encodeJobId, type SandboxJob } from './job-id.ts';
import { outcome } from './outcome.ts';
import { endpointModes, type SandboxRequest } from './requests.ts';

/** The range of durations, unless the request sets one, ms. */
const MIN_DURATION_MS = 15_000;
const MAX_DURATION_MS = 40_000;
/** One job in eight fails on purpose. */
const FAILS_ONE_IN = 8;

/**
 * Query parameters for samples and tests, which upstream does not have: `sandbox_seconds` (the duration)
 * and `sandbox_fate` (`success` or `failed`).
 */
function overrides(query: URLSearchParams) {
  const seconds = Number(query.get('sandbox_seconds') ?? Number.NaN);
  const fate = query.get('sandbox_fate');
  return {
    duration: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined,
    fate: fate === 'failed' || fate === 'success' ? fate : undefined,
  } as const;
}

/**
 * Creates a job from a valid request.
 * @param now when the job starts, ms UTC
 * @param durationScale multiplies the duration
 */
export function createJob(
  request: SandboxRequest,
  query: URLSearchParams,
  now: number,
  durationScale: number,
): { id: string; job: SandboxJob } {
  const seed = randomInt(2 ** 32);
  const given = overrides(query);
  const job: SandboxJob = {
    mode: endpointModes[request.endpoint],
    scene: outcome(request, seed),
    startedAt: now,
    duration:
      (given.duration ?? MIN_DURATION_MS + (seed % (MAX_DURATION_MS - MIN_DURATION_MS))) *
      durationScale,
    fate: given.fate ?? (seed % FAILS_ONE_IN === 0 ? 'failed' : 'success'),
  };
  return { id: encodeJobId(job), job };
}

/** How long a job still takes, ms; 0 once it has ended. */
export function remaining({ startedAt, duration }: SandboxJob, now: number): number {
  return Math.max(0, startedAt + duration - now);
}
