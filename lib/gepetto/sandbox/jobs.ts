import { randomInt } from 'node:crypto';
import { random } from './draw/random.ts';
import type { Fate, SandboxJob } from './job-id.ts';
import { outcome } from './outcome.ts';
import { endpointModes, type SandboxRequest } from './requests.ts';

const failures = [
  'The model could not make out the room in this photo. Try one taken from further back.',
  'The photo is too dark to work from. Try a brighter one.',
  'The model ran out of memory on this photo. Try a smaller one.',
];

/** Steers a job from its query string. Upstream knows none of these: only the stand-in reads them. */
interface Steering {
  seconds: number | null;
  fate: Fate | null;
  seed: number | null;
}

function readNumber(query: URLSearchParams, name: string, max: number): number | null {
  const text = query.get(name);
  const value = Number(text);
  return text && value >= 0 && value <= max ? value : null;
}

function readSteering(query: URLSearchParams): Steering {
  const fate = query.get('sandbox_fate');
  return {
    seconds: readNumber(query, 'sandbox_seconds', 3600),
    fate: fate === 'failed' || fate === 'success' ? fate : null,
    seed: readNumber(query, 'sandbox_seed', 0xffffffff),
  };
}

/**
 * Makes the job of a request. One in eight fails, and a job takes 15 to 40 seconds, times
 * `durationScale`; the query may say otherwise.
 */
export function startJob(
  request: SandboxRequest,
  query: URLSearchParams,
  { now, durationScale }: { now: number; durationScale: number },
): SandboxJob {
  const steering = readSteering(query);
  const seed = Math.floor(steering.seed ?? randomInt(0xffffffff));
  const dice = random(seed ^ 0x5eed);
  const seconds = steering.seconds ?? 15 + dice() * 25;
  const fate = steering.fate ?? (dice() < 1 / 8 ? 'failed' : 'success');
  return {
    mode: endpointModes[request.endpoint],
    scene: outcome(request, seed),
    startedAt: now,
    duration: seconds * 1000 * durationScale,
    fate,
  };
}

export type JobState = 'pending' | Fate;

/** How a job stands at `now` (ms since the epoch). */
export function jobState(job: SandboxJob, now: number): JobState {
  return now < job.startedAt + job.duration ? 'pending' : job.fate;
}

/** Why a job failed: a sentence that its seed chooses. */
export function failureOf(job: SandboxJob): string {
  return failures[job.scene.seed % failures.length] as string;
}
