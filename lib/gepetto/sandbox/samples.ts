import type { RoomId, StyleId } from './catalogue.ts';
import { encodeJobId } from './job-id.ts';
import type { Endpoint } from './requests.ts';
import { beforeScene } from './scene.ts';

/** A POST that shows what the stand-in can do. */
export interface SampleRequest {
  endpoint: Endpoint;
  body: { url: string; webhook: string; [parameter: string]: unknown };
  /** A query string, without the question mark, that steers the job. */
  query: string;
  label: string;
}

function query(seconds: number, seed: number, fate: 'success' | 'failed' = 'success'): string {
  return `sandbox_seconds=${seconds}&sandbox_seed=${seed}&sandbox_fate=${fate}`;
}

/**
 * Five requests with different modes, rooms and styles. The first is done after 6 seconds, the
 * others after 12 to 35, and one fails.
 * @param origin where the stand-in serves its pictures, without a slash at the end
 */
export function sampleRequests(origin: string): SampleRequest[] {
  const before = (name: string) => ({
    url: `${origin}/pictures/before/${name}.webp`,
    // Without a webhook the call would be held until the job is done. Nothing listens there.
    webhook: `${origin}/webhook`,
  });
  return [
    {
      endpoint: 'redesign',
      body: {
        ...before('living_room'),
        styleId: 'haussmann',
        roomId: 'living_room',
        creativity: 18,
      },
      query: query(6, 7),
      label: 'Living room, Haussmann',
    },
    {
      endpoint: 'smart-staging-v2',
      body: { ...before('bedroom-empty'), styleId: 'japandi', roomId: 'bedroom' },
      query: query(12, 11),
      label: 'Bedroom, staged from empty',
    },
    {
      endpoint: 'creative-redesign',
      body: { ...before('kitchen'), styleId: 'coastal', roomId: 'kitchen' },
      query: query(20, 5),
      label: 'Kitchen by the sea',
    },
    {
      endpoint: 'declutter',
      body: before('home_office-cluttered'),
      query: query(27, 3, 'failed'),
      label: 'Office, cleared',
    },
    {
      endpoint: 'sunshine',
      body: { ...before('outdoor_terrace'), skyId: 'golden_hour' },
      query: query(35, 2),
      label: 'Terrace at golden hour',
    },
  ];
}

const pasted: [RoomId, StyleId][] = [
  ['living_room', 'mid_century'],
  ['dining_room', 'modern'],
  ['bedroom', 'coastal'],
  ['living_dining', 'scandinavian'],
];

/**
 * The id of a job that starts now, takes ten seconds and succeeds: something to paste.
 * @param now milliseconds since the epoch
 */
export function sampleId(now: number, seed = 0): string {
  const [room, look] = pasted[seed % pasted.length] as [RoomId, StyleId];
  return encodeJobId({
    mode: 'redesign',
    scene: { ...beforeScene(room), look, walls: look, floor: look, sky: 'clear', seed },
    startedAt: now,
    duration: 10_000,
    fate: 'success',
  });
}
