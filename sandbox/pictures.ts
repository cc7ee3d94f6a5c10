import { remaining } from './create.ts';
import { drawScene } from './draw/index.ts';
import { decodeJobId } from './job-id.ts';
import { parseBeforeName, type Scene } from './scene.ts';

const CACHE_SIZE = 20;

/** A cache of the last pictures, oldest first. Each can be drawn again from its name. */
const cache = new Map<string, Promise<Buffer>>();

function draw(name: string, scene: Scene): Promise<Buffer> {
  const known = cache.get(name);
  if (known) return known;
  const drawn = drawScene(scene);
  cache.set(name, drawn);
  drawn.catch(() => cache.delete(name));
  const [oldest] = cache.keys();
  if (cache.size > CACHE_SIZE && oldest) cache.delete(oldest);
  return drawn;
}

function sceneOf(name: string, now: number): Scene | null {
  if (name.startsWith('before/')) return parseBeforeName(name.slice('before/'.length));
  const job = decodeJobId(name);
  if (!job || job.fate === 'failed' || remaining(job, now) > 0) return null;
  return job.scene;
}

const PICTURE_PATH = /^\/pictures\/([a-z_-]+\/[a-z_-]+|[A-Za-z0-9_-]+)\.webp$/;

/** The picture at a path, as WebP; null if there is none, or none yet. */
export async function pictureAt(path: string, now: number): Promise<Buffer | null> {
  const name = PICTURE_PATH.exec(path)?.[1];
  const scene = name === undefined ? null : sceneOf(name, now);
  return name === undefined || scene === null ? null : draw(name, scene);
}
