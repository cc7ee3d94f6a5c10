import { randomInt } from 'node:crypto';
import { encodeJobId, type SandboxJob } from './job-id.ts';
import { outcome } from './outcome.ts';
import { endpointModes, type SandboxRequest } from './requests.ts';
import type { Wishes } from './wishes.ts';

/** The names of a photo and a mask that are kept. */
export type Inputs = Pick<SandboxJob, 'photo' | 'mask'>;

/** The range of durations, unless the request sets one, ms. */
const MIN_DURATION_MS = 15_000;
const MAX_DURATION_MS = 40_000;
/** One job in eight fails on purpose. */
const FAILS_ONE_IN = 8;

/**
 * Creates a job from a valid request.
 * @param now when the job starts, ms UTC
 * @param durationScale multiplies the duration
 */
export function createJob(
  request: SandboxRequest,
  { durationMs, fate }: Pick<Wishes, 'durationMs' | 'fate'>,
  inputs: Inputs,
  now: number,
  durationScale: number,
): { id: string; job: SandboxJob } {
  const seed = randomInt(2 ** 32);
  const job: SandboxJob = {
    mode: endpointModes[request.endpoint],
    scene: outcome(request, seed),
    startedAt: now,
    duration:
      (durationMs ?? MIN_DURATION_MS + (seed % (MAX_DURATION_MS - MIN_DURATION_MS))) *
      durationScale,
    fate: fate ?? (seed % FAILS_ONE_IN === 0 ? 'failed' : 'success'),
    ...inputs,
  };
  return { id: encodeJobId(job), job };
}

/** How long a job still takes, ms; 0 once it has ended. */
export function remaining({ startedAt, duration }: SandboxJob, now: number): number {
  return Math.max(0, startedAt + duration - now);
}
