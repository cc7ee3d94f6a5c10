import { remaining } from './create.ts';
import { drawScene } from './draw/index.ts';
import { drawOverPhoto } from './draw/over-photo.ts';
import { decodeJobId, type SandboxJob } from './job-id.ts';
import { findPhoto } from './photos.ts';
import { parseBeforeName, type Scene } from './scene.ts';
import { sceneOfStyle } from './style-pictures.ts';

const CACHE_SIZE = 20;

/** A cache of the last pictures, oldest first. Each can be drawn again from its name. */
const cache = new Map<string, Promise<Buffer>>();

/** Two drawings at a time: each takes a thread of Node's pool, which has four and serves the whole process. */
const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let nextLane = 0;

/** A page shows all styles at once, and small. */
const STYLE_WIDTH = 480;

/** What a picture shows: a scene, or the result of a job with a photo. */
type Subject = { scene: Scene; job?: SandboxJob; width?: number };

/** Without its photo, for example on another machine, a job shows the scene. */
async function drawNow({ scene, job, width }: Subject): Promise<Buffer> {
  const photo = job?.photo === undefined ? undefined : await findPhoto(job.photo);
  if (!job || !photo) return drawScene(scene, width);
  return drawOverPhoto(job, photo, job.mask ? await findPhoto(job.mask) : undefined);
}

/** Runs work after what is in its lane. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const lane = nextLane++ % lanes.length;
  const drawn = (lanes[lane] as Promise<unknown>).then(work);
  lanes[lane] = drawn.catch(() => {});
  return drawn;
}

function draw(name: string, subject: Subject): Promise<Buffer> {
  const known = cache.get(name);
  if (known) return known;
  const drawn = inTurn(() => drawNow(subject));
  cache.set(name, drawn);
  drawn.catch(() => cache.delete(name));
  const [oldest] = cache.keys();
  if (cache.size > CACHE_SIZE && oldest) cache.delete(oldest);
  return drawn;
}

function subjectOf(name: string, now: number): Subject | null {
  if (name.startsWith('before/')) {
    const scene = parseBeforeName(name.slice('before/'.length));
    return scene && { scene };
  }
  if (name.startsWith('style/')) {
    const scene = sceneOfStyle(name.slice('style/'.length));
    return scene && { scene, width: STYLE_WIDTH };
  }
  const job = decodeJobId(name);
  if (!job || job.fate === 'failed' || remaining(job, now) > 0) return null;
  return { scene: job.scene, job };
}

const PICTURE_PATH = /^\/pictures\/([a-z_-]+\/[a-z_-]+|[A-Za-z0-9_-]+)\.webp$/;

/** The picture at a path, as WebP; null if there is none, or none yet. */
export async function pictureAt(path: string, now: number): Promise<Buffer | null> {
  const name = PICTURE_PATH.exec(path)?.[1];
  const subject = name === undefined ? null : subjectOf(name, now);
  return name === undefined || subject === null ? null : draw(name, subject);
}
