import { randomInt } from 'node:crypto';
import { encodeJobId, type SandboxJob } from './job-id.ts';
import { outcome } from './outcome.ts';
import { endpointModes, type SandboxRequest } from './requests.ts';

/** How long a job takes unless it is steered, ms. */
const SHORTEST = 15_000;
const LONGEST = 40_000;
/** One job in so many fails on purpose. */
const FAILS_ONE_IN = 8;

/**
 * What of a job may be steered, by query parameters that only the stand-in knows, for samples and tests:
 * `sandbox_seconds` (how long it takes) and `sandbox_fate` (`success` or `failed`).
 */
function steering(query: URLSearchParams) {
  const seconds = Number(query.get('sandbox_seconds') ?? Number.NaN);
  const fate = query.get('sandbox_fate');
  return {
    duration: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined,
    fate: fate === 'failed' || fate === 'success' ? fate : undefined,
  } as const;
}

/**
 * Makes a job of a checked request, starting at `now` (ms UTC).
 * @param durationScale what every duration is multiplied by
 */
export function createJob(
  request: SandboxRequest,
  query: URLSearchParams,
  now: number,
  durationScale: number,
): { id: string; job: SandboxJob } {
  const seed = randomInt(2 ** 32);
  const steered = steering(query);
  const job: SandboxJob = {
    mode: endpointModes[request.endpoint],
    scene: outcome(request, seed),
    startedAt: now,
    duration: (steered.duration ?? SHORTEST + (seed % (LONGEST - SHORTEST))) * durationScale,
    fate: steered.fate ?? (seed % FAILS_ONE_IN === 0 ? 'failed' : 'success'),
  };
  return { id: encodeJobId(job), job };
}

/** How a job stands: whether it is over, and if not, in how many ms it will be. */
export function remaining({ startedAt, duration }: SandboxJob, now: number): number {
  return Math.max(0, startedAt + duration - now);
}
