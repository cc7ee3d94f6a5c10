import type { RoomId, StyleId } from './catalogue.ts';
import { encodeJobId } from './job-id.ts';
import { beforeScene } from './scene.ts';

/** A request that makes a good-looking job: an endpoint, its query and JSON body, and a name for it. */
export type SampleRequest = {
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

// The last to start stands first in a history, and is the first to end.
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

/**
 * The sample jobs, in the order in which they are to be started: they end one after the other within
 * 35 s, and one of them fails.
 * @param origin where the stand-in serves its pictures
 */
export function sampleRequests(origin: string): SampleRequest[] {
  return SAMPLES.map(({ endpoint, roomId, styleId, variant, seconds, fate, label }) => ({
    endpoint,
    query: `sandbox_seconds=${seconds}&sandbox_fate=${fate}`,
    body: {
      url: `${origin}/pictures/before/${roomId}${variant}.webp`,
      roomId,
      styleId,
      ...(endpoint === 'redesign' ? { creativity: 20 } : {}),
      // Asks for a job that goes on without us; nobody is called there.
      webhook: 'https://webhook.invalid/',
    },
    label,
  }));
}

/** Long enough to read the page and paste the id, short enough to wait for, ms. */
const TO_BE_PASTED_MS = 25_000;

/** An id of a job that starts at `now` (ms UTC) and ends well within half a minute, to be pasted. */
export function sampleId(now: number): string {
  const style = 'mid_century' as const;
  const scene = { ...beforeScene('living_room'), look: style, walls: style, floor: style };
  return encodeJobId({
    mode: 'redesign',
    scene: { ...scene, sky: 'clear', seed: now % 2 ** 32 },
    startedAt: now,
    duration: TO_BE_PASTED_MS,
    fate: 'success',
  });
}
