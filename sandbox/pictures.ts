import { remaining } from './create.ts';
import { drawScene } from './draw/index.ts';
import { decodeJobId } from './job-id.ts';
import { parseBeforeName, type Scene } from './scene.ts';

const CACHE_SIZE = 20;

/** A cache of the last pictures, oldest first. Each can be drawn again from its name. */
const cache = new Map<string, Promise<Buffer>>();

/** Two drawings at a time: each takes a thread of Node's pool, which has four and serves the whole process. */
const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let nextLane = 0;

function drawInTurn(scene: Scene): Promise<Buffer> {
  const lane = nextLane++ % lanes.length;
  const drawn = (lanes[lane] as Promise<unknown>).then(() => drawScene(scene));
  lanes[lane] = drawn.catch(() => {});
  return drawn;
}

function draw(name: string, scene: Scene): Promise<Buffer> {
  const known = cache.get(name);
  if (known) return known;
  const drawn = drawInTurn(scene);
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
