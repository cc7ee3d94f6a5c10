import { remaining } from './create.ts';
import { drawScene } from './draw/index.ts';
import { decodeJobId } from './job-id.ts';
import { parseBeforeName, type Scene } from './scene.ts';

const MAX_KEPT = 20;

/** Pictures drawn lately, oldest first. Only a cache: each can be drawn again from its name. */
const kept = new Map<string, Promise<Buffer>>();

function draw(name: string, scene: Scene): Promise<Buffer> {
  const known = kept.get(name);
  if (known) return known;
  const drawn = drawScene(scene);
  kept.set(name, drawn);
  drawn.catch(() => kept.delete(name));
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest) kept.delete(oldest);
  return drawn;
}

function sceneOf(name: string, now: number): Scene | null {
  if (name.startsWith('before/')) return parseBeforeName(name.slice('before/'.length));
  const job = decodeJobId(name);
  if (!job || job.fate === 'failed' || remaining(job, now) > 0) return null;
  return job.scene;
}

const PICTURE_PATH = /^\/pictures\/([a-z_-]+\/[a-z_-]+|[A-Za-z0-9_-]+)\.webp$/;

/** Whether an address, on whatever host, is that of a picture of the stand-in. */
export function isSandboxPicture(url: URL): boolean {
  const name = PICTURE_PATH.exec(url.pathname)?.[1];
  if (name === undefined) return false;
  return name.startsWith('before/') ? sceneOf(name, 0) !== null : decodeJobId(name) !== null;
}

/** The picture at a path, WebP; null where there is none, or none yet. */
export async function pictureAt(path: string, now: number): Promise<Buffer | null> {
  const name = PICTURE_PATH.exec(path)?.[1];
  const scene = name === undefined ? null : sceneOf(name, now);
  return name === undefined || scene === null ? null : draw(name, scene);
}
