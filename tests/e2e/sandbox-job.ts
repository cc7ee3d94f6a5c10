import { randomInt } from 'node:crypto';
import { encodeJobId } from '@/sandbox/job-id';
import type { Client } from '../setup/client';

/** The id of a job that the sandbox started now and finishes after `seconds`. */
export function sandboxJobId(seconds: number): string {
  return encodeJobId({
    mode: 'furnish',
    scene: {
      room: 'living_room',
      contents: 'furnished',
      look: 'bare',
      walls: 'white',
      floor: 'parquet',
      sky: 'clear',
      creativity: 0,
      soft: false,
      seed: randomInt(2 ** 32),
    },
    startedAt: Date.now(),
    duration: seconds * 1_000,
    fate: 'success',
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Adds a sandbox job to a user's history. @returns its id */
export async function addSandboxJob(user: Client, seconds: number): Promise<string> {
  const id = sandboxJobId(seconds);
  const body = JSON.stringify({ id });
  const response = await user.fetch('/api/jobs', { method: 'POST', headers: JSON_TYPE, body });
  if (!response.ok) throw new Error(await response.text());
  return id;
}

/** Changes a label as another device of the same user does. */
export async function labelElsewhere(user: Client, id: string, label: string): Promise<void> {
  const body = JSON.stringify({ label });
  await user.fetch(`/api/jobs/${id}`, { method: 'PATCH', headers: JSON_TYPE, body });
}
