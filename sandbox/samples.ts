import type { RoomId, StyleId } from './catalogue.ts';
import { encodeJobId } from './job-id.ts';
import { beforeScene } from './scene.ts';

/** A request that starts a sample job, and the label of that job. */
type SampleRequest = {
  endpoint: string;
  query: string;
  body: Record<string, unknown>;
  label: string;
};

type Sample = {
  endpoint: 'redesign' | 'furnish' | 'smart-staging-v2';
  roomId: RoomId;
  styleId: StyleId;
  variant: '' | '-empty';
  seconds: number;
  fate: 'success' | 'failed';
  label: string;
};

// The job that is started last is first in the history, and is the first to end.
const SAMPLES: Sample[] = [
  {
    endpoint: 'redesign',
    roomId: 'kitchen',
    styleId: 'coastal',
    variant: '',
    seconds: 34,
    fate: 'success',
    label: 'Kitchen by the sea',
  },
  {
    endpoint: 'redesign',
    roomId: 'home_office',
    styleId: 'industrial',
    variant: '',
    seconds: 24,
    fate: 'failed',
    label: 'Office, bad photo',
  },
  {
    endpoint: 'smart-staging-v2',
    roomId: 'bedroom',
    styleId: 'japandi',
    variant: '-empty',
    seconds: 18,
    fate: 'success',
    label: 'Bedroom, staged',
  },
  {
    endpoint: 'furnish',
    roomId: 'dining_room',
    styleId: 'haussmann',
    variant: '-empty',
    seconds: 12,
    fate: 'success',
    label: 'Dining room in Paris',
  },
  {
    endpoint: 'redesign',
    roomId: 'living_room',
    styleId: 'scandinavian',
    variant: '',
    seconds: 6,
    fate: 'success',
    label: 'Living room, lighter',
  },
];

/** The requests that start the sample jobs, in order. They end within 35 s of each other; one fails. */
function sampleRequests(origin: string): SampleRequest[] {
  return SAMPLES.map(({ endpoint, roomId, styleId, variant, seconds, fate, label }) => ({
    endpoint,
    query: `sandbox_seconds=${seconds}&sandbox_fate=${fate}`,
    body: {
      url: `${origin}/pictures/before/${roomId}${variant}.webp`,
      roomId,
      styleId,
      ...(endpoint === 'redesign' ? { creativity: 20 } : {}),
      // With a webhook the response does not wait for the job. Nothing is sent to this address.
      webhook: 'https://webhook.invalid/',
    },
    label,
  }));
}

/** Long enough to read the page and paste the id, short enough to wait for, ms. */
const PASTED_JOB_MS = 25_000;

/** The id of a job that starts at `now` and succeeds 25 s later. */
function sampleJobId(now: number): string {
  const style = 'mid_century' as const;
  const scene = { ...beforeScene('living_room'), look: style, walls: style, floor: style };
  return encodeJobId({
    mode: 'redesign',
    scene: { ...scene, sky: 'clear', seed: now % 2 ** 32 },
    startedAt: now,
    duration: PASTED_JOB_MS,
    fate: 'success',
  });
}

/**
 * What `GET /v1/sandbox/samples` returns: an id to paste, and the requests that start the sample jobs.
 * @param origin the origin of the pictures
 * @param now ms UTC
 */
export function samples(origin: string, now: number) {
  return { jobId: sampleJobId(now), requests: sampleRequests(origin) };
}
