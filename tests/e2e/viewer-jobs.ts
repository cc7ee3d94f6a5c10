import sharp from 'sharp';
import type { Client } from '../setup/client';
import type { Behaviour, Upstream } from '../setup/upstream';

/** A key for `startUpstream`, which accepts any. */
export const KEY = 'a-key-for-the-viewer';

export type Shape = { name: string; width: number; height: number };

export const PORTRAIT: Shape = { name: 'portrait', width: 900, height: 1800 };
export const PANORAMA: Shape = { name: 'panorama', width: 2800, height: 700 };
export const USUAL: Shape = { name: 'usual', width: 1500, height: 1000 };

/** A picture with something in it, so that its ThumbHash is none of a plain colour. */
async function draw({ width, height }: Shape, colour: string): Promise<Buffer> {
  const box = await sharp({
    create: {
      width: Math.round(width / 3),
      height: Math.round(height / 3),
      channels: 3,
      background: colour,
    },
  })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#c9bda8' } })
    .composite([{ input: box }])
    .jpeg()
    .toBuffer();
}

/** What upstream says of a job that has ended with a picture. */
export async function ended(upstream: Upstream, shape: Shape, input = false): Promise<Behaviour> {
  const output = upstream.serve(`${shape.name}.jpg`, await draw(shape, '#32409b'));
  const before = upstream.serve(`${shape.name}-before.jpg`, await draw(shape, '#7a4f05'));
  const body = { status: 'success', mode: shape.name, output: [output] };
  return { kind: 'json', body: JSON.stringify(input ? { ...body, input: { url: before } } : body) };
}

/** Adds a job to a user's history. @returns its id */
export async function addJob(user: Client, upstream: Upstream, behaviour: Behaviour) {
  const id = upstream.add(behaviour);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ id });
  const response = await user.fetch('/api/jobs', { method: 'POST', headers, body });
  if (!response.ok) throw new Error(await response.text());
  return id;
}

/** Waits until Bottega has its own copy of a job's picture. */
export async function isStored(user: Client, id: string): Promise<boolean> {
  const response = await user.fetch(`/api/jobs/${id}`);
  const { job } = (await response.json()) as { job: { result: { state: string } | null } };
  return job.result?.state === 'stored';
}
